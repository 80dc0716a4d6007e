-- Announces a cluster that uses the prefix, and names all that do.
--
-- KEYS  1 sorted set name of a cluster -> when its announcement is over
-- ARGV  1 name  2 life in ms  3 most names to answer
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[3]) - 1)
