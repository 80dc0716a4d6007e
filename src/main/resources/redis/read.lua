-- Reads a page of a history and where the history stands. A channel without one stands at the beginning of a new one, which
-- is kept only for as long as is asked for. Nothing but that has to be written: a Redis that takes no writes is read too,
-- unless it is a replica, which may be behind its master.
--
-- KEYS: position, history
-- ARGV: an epoch in case one is needed, life of the position in ms, the same while nothing has been published,
--       XRANGE or XREVRANGE, its first ID, its last ID, entries at most, bytes at most
-- Answers epoch, offset, timestamp and the entries as XRANGE gives them.
local position, history = KEYS[1], KEYS[2]
local new_epoch, published_life, empty_life = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local range, from, to, limit, bytes = ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])

local top = redis.call('HMGET', position, 'e', 'o', 't')
local life = published_life
if not top[1] then
  top, limit = {new_epoch, '0', '0'}, 0
end
if top[2] == '0' then
  life = empty_life
end
if top[1] == new_epoch and life > 0 then
  -- What is left of an earlier history has nothing to do with the new one.
  if redis.call('EXISTS', history) == 1 then
    redis.call('DEL', history)
  end
  redis.call('HSET', position, 'e', top[1], 'o', top[2], 't', top[3])
end
-- Also where there is nothing to renew: a replica is known by what it says to that.
local renewed = redis.pcall('PEXPIRE', position, math.max(life, redis.call('PTTL', position)))
if type(renewed) == 'table' and string.find(renewed.err, 'READONLY', 1, true) then
  return redis.error_reply('READONLY This is a replica')
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
