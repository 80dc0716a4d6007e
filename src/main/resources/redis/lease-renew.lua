-- Renews a lease, or takes a new one, and hands out leases that have lapsed.
--
-- KEYS  1 epoch  2 sorted set lease -> when it is over  3 sorted set of lapsed leases -> when another may sweep them
-- ARGV  1 lease  2 epoch as the caller knows it, or nothing for a new lease  3 life  4 an epoch, if there is none
--       5 how long the caller has for sweeping  6 most leases to hand out
-- Times are milliseconds of this server's clock. Returns epoch, whether the lease is held, leases to be swept.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local over = now + tonumber(ARGV[3])
local epoch = redis.call('GET', KEYS[1])
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
local new = ARGV[2] == ''
local held = new or (score and epoch == ARGV[2])

-- Whoever is late itself has been held up like all others, for all it knows.
if held and score and tonumber(score) <= now then
  for _, lease in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
    redis.call('ZADD', KEYS[2], over, lease)
  end
end
if held then
  redis.call('ZADD', KEYS[2], over, ARGV[1])
end
if not epoch then
  epoch = ARGV[4]
  redis.call('SET', KEYS[1], epoch)
end

local lapsed = {}
if not new then
  for _, lease in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
    redis.call('ZREM', KEYS[2], lease)
    redis.call('ZADD', KEYS[3], 0, lease)
  end
  lapsed = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, ARGV[6])
  for _, lease in ipairs(lapsed) do
    redis.call('ZADD', KEYS[3], now + tonumber(ARGV[5]), lease)
  end
end
return {epoch, held and 1 or 0, lapsed}
