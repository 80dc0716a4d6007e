-- Makes the caller the courier unless another is, removes what it has delivered, and gives what comes next.
--
-- KEYS  1 courier  2 stream of events
-- ARGV  1 caller  2 milliseconds that it is the courier  3 last entry that was delivered, or nothing  4 most entries
-- Returns whether the caller is the courier, how many events wait, and the oldest.
local courier = redis.call('GET', KEYS[1])
if courier and courier ~= ARGV[1] then
  return {0, 0, {}}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[3] ~= '' then
  local time, number = string.match(ARGV[3], '(%d+)-(%d+)')
  redis.call('XTRIM', KEYS[2], 'MINID', time .. '-' .. string.format('%.0f', number + 1))
end
return {1, redis.call('XLEN', KEYS[2]), redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[4])}
