-- Publishes a message: once for each key, and as the next entry of the history when there is one.
-- Every read comes before every write, and the first write is one that a lack of memory refuses: all of it happens or
-- nothing.
--
-- KEYS: position, history, and the key of the publish if it has one
-- ARGV: PUBLISH or SPUBLISH, its channel, the frame, its timestamp, life of the key in ms,
--       entries to keep (0: no history), their life in ms, life of the position in ms, an epoch in case one is needed,
--       the client that shall not get it, or ""
-- Answers "epoch offset timestamp" of the message, or "" without history.
local position, history, key = KEYS[1], KEYS[2], KEYS[3]
local publish, channel, frame, timestamp, key_life = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local size, entries_life, position_life, new_epoch = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local exclude = ARGV[10]

local published = key and redis.call('GET', key)
if published then
  return published
end

published = ''
if size ~= '0' then
  local top = redis.call('HMGET', position, 'e', 'o', 't')
  local epoch, offset, previous = top[1], top[2], top[3]
  if not epoch then
    -- What is left of an earlier history has nothing to do with the new one.
    if redis.call('EXISTS', history) == 1 then
      redis.call('DEL', history)
    end
    epoch, offset, previous = new_epoch, 0, '0'
  end
  offset = string.format('%.0f', offset + 1)
  published = epoch .. ' ' .. offset .. ' ' .. timestamp
  frame = string.sub(frame, 1, -2) .. ',"offset":' .. offset .. '}'
  local entry = {'m', frame, 'p', previous}
  if exclude ~= '' then
    entry[5], entry[6] = 'x', exclude
    previous = previous .. ' ' .. exclude
  end
  redis.call('XADD', history, 'MAXLEN', size, offset .. '-' .. timestamp, unpack(entry))
  redis.call('PEXPIRE', history, entries_life)
  redis.call('HSET', position, 'e', epoch, 'o', offset, 't', timestamp)
  redis.call('PEXPIRE', position, position_life)
  frame = published .. ' ' .. previous .. '\n' .. frame
elseif exclude ~= '' then
  frame = 'except ' .. exclude .. '\n' .. frame
end
if key then
  redis.call('SET', key, published, 'PX', key_life)
end
redis.call(publish, channel, frame)
return published
