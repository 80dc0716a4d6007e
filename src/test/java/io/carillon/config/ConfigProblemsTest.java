package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    private static final String MEMBER = "must be host:port, not ";
    private static final String ORIGIN =
            "must be an origin as browsers send it, such as https://example.com or https://*.example.com";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'port':1}                                  | port: unknown key
        {'sever':{}}                                | sever: unknown key, the nearest known one is "server"
        {'server':{'prot':1}}                       | server.prot: unknown key, the nearest known one is "port"
        {'server':{'maxPayload':1}}                 | server.maxPayload: unknown key
        {'server':{'MAXCONNECTIONS':1}}             | server.MAXCONNECTIONS: unknown key, the nearest known one is "maxConnections"
        {'limits':{'JsonDepth':1}}                  | limits.JsonDepth: unknown key, the nearest known one is "jsonDepth"
        {'server':{'tls':{'cert':null}}}            | server.tls.cert: unknown key, the nearest known one is "certificate"
        {'namespaces':{'':{'publsh':1}}}            | namespaces."".publsh: unknown key, the nearest known one is "publish"
        {'ops':{'a b\\n':1}}                        | ops."a b\\n": unknown key
        {'server':5}                                | server: must be an object
        {'server':[1]}                              | server: must be an object
        {'server':{'host':''}}                      | server.host: must be a host name or an IP address, not ""
        {'server':{'host':'a b'}}                   | server.host: must be a host name or an IP address, not "a b"
        {'server':{'host':'256.0.0.1'}}             | server.host: must be a host name or an IP address, not "256.0.0.1"
        {'server':{'host':{'a':1}}}                 | server.host: must be a string, not an object
        {'server':{'port':65536}}                   | server.port: must be a whole number from 0 to 65535, not 65536
        {'server':{'port':-1}}                      | server.port: must be a whole number from 0 to 65535, not -1
        {'server':{'port':80.5}}                    | server.port: must be a whole number from 0 to 65535, not 80.5
        {'server':{'port':1e999999999}}             | server.port: must be a whole number from 0 to 65535, not 1E+999999999
        {'server':{'port':'8080'}}                  | server.port: must be a whole number from 0 to 65535, not "8080"
        {'server':{'port':99999999999999999999}}    | server.port: must be a whole number from 0 to 65535, not 99999999999999999999
        {'server':{'maxConnections':0}}             | server.maxConnections: must be a whole number from 1 to 10000000, not 0
        {'server':{'handshakesPerSecond':0}}        | server.handshakesPerSecond: must be a whole number from 1 to 1000000000, not 0
        {'server':{'maxMessageSize':16777217}}      | server.maxMessageSize: must be a whole number from 1 to 16777216, not 16777217
        {'server':{'compression':'true'}}           | server.compression: must be true or false, not "true"
        {'server':{'compression':1}}                | server.compression: must be true or false, not 1
        {'server':{'transport':'IO_URING'}}         | server.transport: must be one of auto, nio, epoll, io_uring, not "IO_URING"
        {'server':{'trustedProxies':['proxy.example']}} | server.trustedProxies[0]: must be an IP address or a range of them, such as 10.0.0.0/8 or fd00::/8, not "proxy.example"
        {'server':{'trustedProxies':['10.0.0.0/33']}} | server.trustedProxies[0]: must have a prefix of 0 to 32 bits, not "10.0.0.0/33"
        {'server':{'trustedProxies':['fd00::/129']}} | server.trustedProxies[0]: must have a prefix of 0 to 128 bits, not "fd00::/129"
        {'server':{'trustedProxies':['::ffff:10.0.0.0/95']}} | server.trustedProxies[0]: must have a prefix of 0 to 128 bits, not "::ffff:10.0.0.0/95"
        {'server':{'trustedProxies':['10.0.0.0/']}} | server.trustedProxies[0]: must be an IP address or a range of them, such as 10.0.0.0/8 or fd00::/8, not "10.0.0.0/"
        {'server':{'trustedProxies':['10.0.0/8']}} | server.trustedProxies[0]: must be an IP address or a range of them, such as 10.0.0.0/8 or fd00::/8, not "10.0.0/8"
        {'server':{'proxyProtocol':true}}           | server.trustedProxies: needed because server.proxyProtocol is true
        {'server':{'trustedProxies':'10.0.0.1'}}    | server.trustedProxies: must be a list
        {'server':{'trustedProxies':[null]}}        | server.trustedProxies[0]: must not be null
        {'server':{'allowedOrigins':['*','https://a.com']}} | server.allowedOrigins: must have no other origin beside *
        {'ops':{'port':8080}}                       | ops.port: must not be the public listener's port
        {'ops':{'apiKeys':['0123456789abcdef0123456789abcdef','0123456789abcdef0123456789abcde']}} | ops.apiKeys[1]: must be 32 to 256 printable ASCII characters without spaces
        {'ops':{'apiKeys':[{}]}}                    | ops.apiKeys[0].key: must be given
        {'ops':{'apiKeys':[null,{'key':'0123456789abcdef0123456789abcdef'}]}} | ops.apiKeys[0]: must not be null
        {'ops':{'apiKeys':[{'key':'x','role':'read'}]}} | ops.apiKeys[0].key: must be 32 to 256 printable ASCII characters without spaces
        {'ops':{'apiKeys':[{'key':'0123456789abcdef0123456789abcdef','role':'write'}]}} | ops.apiKeys[0].role: must be one of admin, read, not "write"
        {'ops':{'apiKeys':[{'key':'0123456789abcdef0123456789abcdef','rol':'read'}]}} | ops.apiKeys[0].rol: unknown key, the nearest known one is "role"
        {'ops':{'apiKeys':['0123456789abcdef0123456789abcdef',{'key':'0123456789abcdef0123456789abcdef','role':'read'}]}} | ops.apiKeys: one key has two roles
        {'ops':{'apiKeys':['sha256:0123456789abcdef0123456789abcdef']}} | ops.apiKeys[0]: must be sha256: and the 64 hex digits of the key's SHA-256
        {'auth':{'secret':'0123456789012345678901234567890'}} | auth.secret: must be at least 32 bytes long
        {'auth':{'secret':['0123456789012345678901234567890']}} | auth.secret[0]: must be at least 32 bytes long
        {'auth':{'secret':['01234567890123456789012345678901','01234567890123456789012345678902','01234567890123456789012345678903']}} | auth.secret: must be at most two
        {'auth':{'secret':1234567890}}              | auth.secret: must be a string
        {'auth':{'issuer':''}}                      | auth.issuer: must be 1 to 255 printable characters, not ""
        {'auth':{'expiryGrace':'6m'}}               | auth.expiryGrace: must be a duration (ms, s, m, h) from 0s to 5m, not "6m"
        {'auth':{'leeway':'6m'}}                    | auth.leeway: must be a duration (ms, s, m, h) from 0s to 5m, not "6m"
        {'auth':{'maxTokenLife':'0s'}}              | auth.maxTokenLife: must be a duration (ms, s, m, h) from 1s to 8760h, not "0s"
        {'namespaces':{'a:b':{}}}                   | namespaces."a:b": the name must be at most 254 characters of A-Z a-z 0-9 _ - . # / @ = , ;
        {'namespaces':{'a':null}}                   | namespaces.a: must be an object
        {'namespaces':{'a':{'publish':'everyone'}}} | namespaces.a.publish: must be one of anyone, granted, nobody, not "everyone"
        {'namespaces':{'a':{'slowConsumer':'drop_oldest'}}} | namespaces.a.slowConsumer: must be one of disconnect, drop-oldest, latest, not "drop_oldest"
        {'namespaces':{'a':{'historySize':-1}}}     | namespaces.a.historySize: must be a whole number from 0 to 1000000, not -1
        {'namespaces':{'a':{'historySize':1,'historyTtl':'0s'}}} | namespaces.a.historyTtl: must be longer than 0s because historySize is positive
        {'broker':{'type':'kafka'}}                 | broker.type: must be one of memory, redis, not "kafka"
        {'broker':{'type':'redis'}}                 | broker.redis.endpoints: needed because broker.type is redis
        {'broker':{'redis':{'mode':'single'}}}      | broker.redis.mode: must be one of standalone, sentinel, cluster, not "single"
        {'broker':{'redis':{'prefix':'{a}'}}}       | broker.redis.prefix: must be 1 to 64 characters of A-Z a-z 0-9 _ . : / -, not "{a}"
        {'broker':{'redis':{'commandTimeout':'1d'}}} | broker.redis.commandTimeout: must be a duration (ms, s, m, h) from 10ms to 900ms, not "1d"
        {'broker':{'redis':{'commandTimeout':'901ms'}}} | broker.redis.commandTimeout: must be a duration (ms, s, m, h) from 10ms to 900ms, not "901ms"
        {'broker':{'type':'redis','redis':{'mode':'sentinel','endpoints':['redis://a']}}} | broker.redis.masterName: needed because broker.redis.mode is sentinel
        {'broker':{'type':'redis','redis':{'masterName':'m','endpoints':['redis://a']}}} | broker.redis.masterName: has a meaning with broker.redis.mode sentinel only
        {'broker':{'type':'redis','redis':{'endpoints':['redis://a','redis://b']}}} | broker.redis.endpoints: must be one because broker.redis.mode is standalone
        {'broker':{'redis':{'mode':'cluster','endpoints':['redis://a','rediss://b']}}} | broker.redis.endpoints: must be all redis:// or all rediss://
        {'broker':{'redis':{'mode':'cluster','endpoints':['redis://a/1']}}} | broker.redis.endpoints: must have no database because broker.redis.mode is cluster, which has database 0 alone
        {'broker':{'redis':{'mode':'sentinel','endpoints':['redis://a/1','redis://b']}}} | broker.redis.endpoints: must all have the same database
        {'broker':{'redis':{'endpoints':['rediss://a_b']}}} | broker.redis.endpoints: must have no underscore in a host name, and a letter at the beginning of its last part, with rediss://: Java compares no other name with a certificate
        {'broker':{'redis':{'endpoints':['redis://a'],'tls':{'ca':'carillon.json'}}}} | broker.redis.tls: has a meaning with rediss:// endpoints only
        {'broker':{'redis':{'endpoints':['rediss://a'],'tls':{'key':'carillon.json'}}}} | broker.redis.tls.certificate: needed beside key
        {'broker':{'redis':{'endpoints':['rediss://a'],'sentinel':{'password':'x'}}}} | broker.redis.sentinel: has a meaning with broker.redis.mode sentinel only
        {'broker':{'redis':{'mode':'sentinel','sentinel':{'user':'x'}}}} | broker.redis.sentinel.password: needed beside user
        {'broker':{'redis':{'mode':'sentinel','endpoints':['redis://a'],'sentinel':{'tls':{'ca':'carillon.json'}}}}} | broker.redis.sentinel.tls: has a meaning with rediss:// endpoints only
        {'presence':{'grace':'61s'}}                | presence.grace: must be a duration (ms, s, m, h) from 0s to 1m, not "61s"
        {'heartbeat':{'interval':30}}               | heartbeat.interval: must be a duration (ms, s, m, h) from 10ms to 24h, not 30
        {'heartbeat':{'interval':'60s'}}            | heartbeat.timeout: must be longer than heartbeat.interval
        {'heartbeat':{'interval':'9ms'}}            | heartbeat.interval: must be a duration (ms, s, m, h) from 10ms to 24h, not "9ms"
        {'limits':{'jsonDepth':0}}                  | limits.jsonDepth: must be a whole number from 1 to 1000, not 0
        {'limits':{'pendingBytes':1073741825}}      | limits.pendingBytes: must be a whole number from 1 to 1073741824, not 1073741825
        {'limits':{'metadataBytes':-1}}             | limits.metadataBytes: must be a whole number from 0 to 1048576, not -1
        {'limits':{'rates':{'publish':0}}}          | limits.rates.publish: must be a whole number from 1 to 1000000000, not 0
        {'namespaces':{'a':{'rates':{'refresh':1}}}} | namespaces.a.rates.refresh: unknown key
        {'metrics':{'logInterval':'1 s'}}           | metrics.logInterval: must be a duration (ms, s, m, h) from 0s to 24h, not "1 s"
        {'cluster':{'name':'a b'}}                  | cluster.name: must be 1 to 100 characters of A-Z a-z 0-9 _ . -, not "a b"
        {'cluster':{'kubernetes':{'service':'s'}}}  | cluster.kubernetes.namespace: needed beside service
        {'cluster':{'members':['a:1'],'kubernetes':{'service':'s','namespace':'n'}}} | cluster.members: must be empty because cluster.kubernetes is given
        {'shutdown':{'drain':'101s'}}               | shutdown.drain: must be a duration (ms, s, m, h) from 0s to 100s, not "101s"
        {'server':{'host':'0.0.0.0'}}               | auth: secret, publicKey or jwks is needed because server.host or ops.host is not on loopback
        {'ops':{'host':'localhost-2.corp'}}         | auth: secret, publicKey or jwks is needed because server.host or ops.host is not on loopback
        {'ops':{'host':'example.com'}}              | auth: secret, publicKey or jwks is needed because server.host or ops.host is not on loopback
        {'server':{'port':1,'port':2}}              | server.port: stands twice
        {'server':{},'ops':{},'server':{}}          | server: stands twice
        """)
    void oneMistakeIsOneLine(String json, String problem) {
        assertThat(Given.in(directory).problems(json)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({"a", "a:", ":1", "a:0", "a:65536", "::1:5701", "[a]:1", "[10.0.0.1]:1", "a b:1", "a:1:2", "a:1x"})
    void membersAreHostAndPort(String member) {
        assertThat(Given.in(directory).problems("{'cluster':{'members':['" + member + "']}}"))
                .containsExactly("cluster.members[0]: " + MEMBER + '"' + member + '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        example.com                     | , with its scheme
        ``                              | , with its scheme
        https:example.com               | , with its scheme
        https://                        | , with its scheme
        https://example.com/            | , without path and query
        https://example.com?x           | , without path and query
        https://example.com#x           | , without path and query
        https://user@example.com        | , without a user
        https://example.com:0           | : host or port is none
        https://example.com:65536       | : host or port is none
        https://exa mple.com            | : host or port is none
        https://::1                     | : host or port is none
        https://*                       | , where * stands for the whole first label
        https://*example.com            | , where * stands for the whole first label
        https://a.*.example.com         | , where * stands for the whole first label
        https://*.*.example.com         | , where * stands for the whole first label
        https://**.example.com          | , where * stands for the whole first label
        https://m\u00fcnchen.example   | , with the name as DNS has it: xn--mnchen-3ya.example
        """)
    void whatIsWrongWithAnOriginIsSaid(String origin, String rule) {
        assertThat(Given.in(directory).problems("{'server':{'allowedOrigins':['" + origin + "']}}"))
                .singleElement()
                .asString()
                .startsWith("server.allowedOrigins[0]: " + ORIGIN + rule + ", not ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/keys",
        "http://127.0.0.1.example.com/keys",
        "http://localhost-2.corp/keys",
        "http://my_localhost/keys",
        "http://localhost@example.com/keys",
        "https://example.com/{kid}",
        "https://user@example.com/keys",
        "https:///keys",
        "file:///keys",
        "ftp://localhost/keys"
    })
    void aKeySetComesFromASafePlace(String jwks) {
        assertThat(Given.in(directory).problems("{'auth':{'jwks':'" + jwks + "'}}"))
                .containsExactly("auth.jwks: must be an https URL, an http URL on loopback, or a readable file");
    }

    @ParameterizedTest
    @CsvSource({
        "{'auth':{'publicKey':'none.pem'}}, auth.publicKey",
        "{'server':{'tls':{'certificate':'none.pem'}}}, server.tls.certificate",
        "{'server':{'tls':{'key':'none.pem'}}}, server.tls.key"
    })
    void aFileMustBeThere(String json, String path) {
        assertThat(Given.in(directory).problems(json))
                .contains(path + ": must be a readable file (relative paths start at " + directory
                        + "), not \"none.pem\"");
    }

    @Test
    void aKeySetFileMustBeThere() {
        assertThat(Given.in(directory).problems("{'auth':{'jwks':'none.json'}}"))
                .containsExactly("auth.jwks: must be a readable file (relative paths start at " + directory + ")");
    }

    @Test
    void allProblemsAreReportedTogether() {
        assertThat(Given.in(directory).problems("""
                                        {
                                          'server': {'port': 'x', 'port': -1, 'hots': 'a'},
                                          'auth': {'secret': 'short', 'leeway': '${LEEWAY}'},
                                          'namespaces': {'a': {'publish': 'all', 'historyTtl': 5}, 'b': {'joinLeave': 0}},
                                          'broker': {'type': 'redis', 'redis': {'mode': 'sentinel'}},
                                          'heartbeat': {'interval': '10s', 'timeout': '5s'},
                                          'limit': {}
                                        }
                                        """))
                .containsExactly(
                        "server.port: stands twice",
                        "server.port: must be a whole number from 0 to 65535, not -1",
                        "auth.secret: must be at least 32 bytes long",
                        "auth.leeway: the environment variable LEEWAY is not defined",
                        "namespaces.a.publish: must be one of anyone, granted, nobody, not \"all\"",
                        "namespaces.a.historyTtl: must be a duration (ms, s, m, h) from 0s to 8760h, not 5",
                        "namespaces.b.joinLeave: must be true or false, not 0",
                        "broker.redis.endpoints: needed because broker.type is redis",
                        "broker.redis.masterName: needed because broker.redis.mode is sentinel",
                        "heartbeat.timeout: must be longer than heartbeat.interval",
                        "limit: unknown key, the nearest known one is \"limits\"",
                        "server.hots: unknown key, the nearest known one is \"host\"");
    }

    @Test
    void aRuleBetweenValuesIsSilentWhileOneOfThemIsWrong() {
        assertThat(Given.in(directory).problems("{'heartbeat':{'interval':'x','timeout':'20s'}}"))
                .containsExactly("heartbeat.interval: must be a duration (ms, s, m, h) from 10ms to 24h, not \"x\"");
        assertThat(Given.in(directory).problems("{'server':{'host':'0.0.0.0'},'auth':{'secret':'short'}}"))
                .containsExactly("auth.secret: must be at least 32 bytes long");
    }

    @Test
    void longValuesAndKeysAreCutInMessages() {
        String text = Stream.generate(() -> "x").limit(5000).reduce("", String::concat);
        assertThat(Given.in(directory).problems("{'" + text + "':1,'broker':{'type':'" + text + "'}}"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(150));
    }
}
