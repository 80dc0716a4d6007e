-- Lets a lease lapse.
--
-- KEYS  1 sorted set lease -> when it is over
-- ARGV  1 lease  2 milliseconds that it has left
local time = redis.call('TIME')
local over = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if score and tonumber(score) > over then
  redis.call('ZADD', KEYS[1], over, ARGV[1])
end
return 0
