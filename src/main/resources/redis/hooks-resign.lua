-- Ends being the courier.
--
-- KEYS  1 courier
-- ARGV  1 caller
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 0
