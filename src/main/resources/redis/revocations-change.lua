-- Revokes, or lifts a revocation. What is over goes.
--
-- KEYS  1 sorted set subject -> epoch milliseconds until which it is revoked  2 version
-- ARGV  1 subject  2 until, or nothing to lift  3 most subjects to have afterwards
-- Returns whether something was revoked or lifted.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local version = tonumber(redis.call('GET', KEYS[2]) or '0')
local there = redis.call('ZSCORE', KEYS[1], ARGV[1])

if ARGV[2] == '' then
  if not there then
    return 0
  end
else
  local left = redis.call('ZCOUNT', KEYS[1], '(' .. string.format('%.0f', now), '+inf')
  if not there and left >= tonumber(ARGV[3]) then
    return 0
  end
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
end

-- Greater than any before it, also than one that has expired.
version = math.max(version + 1, time[1] * 1000000 + time[2])
redis.call('SET', KEYS[2], string.format('%.0f', version))
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if ARGV[2] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
end
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
if last then
  local over = string.format('%.0f', tonumber(last))
  redis.call('PEXPIREAT', KEYS[1], over)
  redis.call('PEXPIREAT', KEYS[2], over)
else
  redis.call('DEL', KEYS[2])
end
return 1
