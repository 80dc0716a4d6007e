-- Reads a page of a history and where the history stands; a channel without one gets an empty one.
--
-- KEYS: position, history
-- ARGV: an epoch in case one is needed, life of the position in ms, XRANGE or XREVRANGE, its first ID, its last ID,
--       entries at most, bytes at most
-- Answers epoch, offset, timestamp and the entries as XRANGE gives them.
local position, history = KEYS[1], KEYS[2]
local new_epoch, position_life, range, from, to = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
local limit, bytes = tonumber(ARGV[6]), tonumber(ARGV[7])

local top = redis.call('HMGET', position, 'e', 'o', 't')
if not top[1] then
  top = {new_epoch, '0', '0'}
  if redis.call('EXISTS', history) == 1 then
    redis.call('DEL', history)
  end
  redis.call('HSET', position, 'e', top[1], 'o', top[2], 't', top[3])
end
if redis.call('PTTL', position) < position_life then
  redis.call('PEXPIRE', position, position_life)
end

-- A few at a time: entries may be large, and only so many bytes are wanted.
local entries = {}
while #entries < limit do
  local some = redis.call(range, history, from, to, 'COUNT', math.min(16, limit - #entries))
  for _, entry in ipairs(some) do
    bytes = bytes - #entry[2][2]
    if bytes < 0 and #entries > 0 then
      return {top[1], top[2], top[3], entries}
    end
    entries[#entries + 1] = entry
  end
  if #some == 0 then
    break
  end
  from = '(' .. some[#some][1]
end
return {top[1], top[2], top[3], entries}
