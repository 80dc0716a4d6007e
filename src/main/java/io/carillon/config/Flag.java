package io.carillon.config;

/** {@code true} or {@code false}. */
enum Flag implements Kind<Boolean> {
    INSTANCE;

    @Override
    public Boolean fromText(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid();
        };
    }

    @Override
    public Boolean fromJson(Object json) {
        if (json instanceof Boolean flag) {
            return flag;
        }
        throw invalid();
    }

    @Override
    public Object show(Boolean value, Object written) {
        return value;
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException("must be true or false");
    }
}
