-- Removes some of what is under a lapsed lease, and tells of it as its node would have.
--
-- KEYS  as of hooks-write
-- ARGV  1 lease  2 its node  3 letters of the events that are told  4 most events to keep  5 most to remove
-- Returns whether there may be more, and how many events had to give way.
local lease, node, most = ARGV[1], ARGV[2], tonumber(ARGV[5])
local connections, channels = KEYS[3] .. ':' .. lease, KEYS[4] .. ':' .. lease

if not redis.call('ZSCORE', KEYS[2], lease) then
  return {0, 0}
end

local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local told = 0

local function tell(kind, ...)
  if string.find(ARGV[3], kind, 1, true) then
    redis.call('XADD', KEYS[6], '*', 't', kind, 'n', node, 's', now, ...)
    told = told + 1
  end
end

local function sweep(client, value)
  if redis.call('HDEL', connections, client) == 1 then
    local feed = string.find(value, '\n', 1, true)
    local id = client .. ':disconnect' .. string.sub(value, 1, feed - 1)
    tell('g', 'i', id, 'c', client, 'u', string.sub(value, feed + 1), 'x', 1006)
  end
end

local cursor, swept = '0', 0
repeat
  local page = redis.call('HSCAN', connections, cursor, 'COUNT', most)
  cursor = page[1]
  for i = 1, #page[2], 2 do
    sweep(page[2][i], page[2][i + 1])
    swept = swept + 1
  end
until cursor == '0' or swept > 0
for _, channel in ipairs(redis.call('SPOP', channels, most)) do
  if redis.call('HINCRBY', KEYS[5], channel, -1) <= 0 then
    redis.call('HDEL', KEYS[5], channel)
    tell('v', 'c', channel)
  end
end

local more = redis.call('EXISTS', connections, channels)
if more == 0 then
  redis.call('ZREM', KEYS[2], lease)
end
return {more, told > 0 and redis.call('XTRIM', KEYS[6], 'MAXLEN', ARGV[4]) or 0}
