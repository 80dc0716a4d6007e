-- Changes the members of one channel under one lease; what subscribers are to hear is published in the same step.
--
-- KEYS  1 set of the leases that have members here; a lease's members are the hash KEYS[1]:<lease>, client -> user LF text
--       2 hash user -> how many members
--       3 hash user -> lines of "lease client", members whose connection has ended
-- ARGV  1 lease  2 whether it has to have members (0, 1)  3 command to publish with, or nothing
--       4 channel in Redis  5 channel  then for each step: kind, client, user LF text; or w, most members to sweep, nothing
-- Returns whether anything could be done, members left under the lease, members swept.
local lease = ARGV[1]
local mine = KEYS[1] .. ':' .. lease
local swept = 0

if ARGV[2] == '1' and redis.call('EXISTS', mine) == 0 then
  return {0, 0, 0}
end

local function split(value)
  local feed = string.find(value, '\n', 1, true)
  return string.sub(value, 1, feed - 1), string.sub(value, feed + 1)
end

local function tell(kind, text)
  if ARGV[3] ~= '' then
    local head = '{"type":"' .. kind .. '","channel":"' .. ARGV[5] .. '",'
    redis.call(ARGV[3], ARGV[4], head .. string.sub(text, 2))
  end
end

local function count(user, change)
  if redis.call('HINCRBY', KEYS[2], user, change) <= 0 then
    redis.call('HDEL', KEYS[2], user)
  end
end

local function put(client, value)
  redis.call('HSET', mine, client, value)
  redis.call('SADD', KEYS[1], lease)
end

local function drop(from, client)
  local members = KEYS[1] .. ':' .. from
  if redis.call('HDEL', members, client) == 0 then
    return false
  end
  if redis.call('EXISTS', members) == 0 then
    redis.call('SREM', KEYS[1], from)
  end
  return true
end

local function drop_elsewhere(client)
  for _, other in ipairs(redis.call('SMEMBERS', KEYS[1])) do
    if other ~= lease and drop(other, client) then
      return true
    end
  end
  return false
end

-- Goes through the lines of a user; those that the function wants stay.
local function filter_away(user, stays)
  local lines = redis.call('HGET', KEYS[3], user)
  if not lines then
    return
  end
  local rest = {}
  for from, client in string.gmatch(lines, '(%S+) (%S+)') do
    if stays(from, client) then
      rest[#rest + 1] = from .. ' ' .. client
    end
  end
  if #rest == 0 then
    redis.call('HDEL', KEYS[3], user)
  else
    redis.call('HSET', KEYS[3], user, table.concat(rest, '\n'))
  end
end

local function take_place(user)
  local taken = false
  filter_away(user, function(from, client)
    if taken then
      return true
    end
    taken = drop(from, client)
    return false
  end)
  return taken
end

local function forget_away(client, user)
  filter_away(user, function(from, other)
    return other ~= client
  end)
end

local function went(client, user, text)
  count(user, -1)
  forget_away(client, user)
  tell('leave', text)
end

local function sweep(most)
  local cursor = '0'
  repeat
    local page = redis.call('HSCAN', mine, cursor, 'COUNT', most)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      if swept < most and drop(lease, page[2][i]) then
        swept = swept + 1
        went(page[2][i], split(page[2][i + 1]))
      end
    end
  until cursor == '0' or swept > 0
end

local function enter(kind, client, user, text, value)
  if kind ~= 'j' and drop_elsewhere(client) then
    put(client, value)
  elseif kind ~= 'm' then
    if kind == 's' or not take_place(user) then
      count(user, 1)
      if kind ~= 's' then
        tell('join', text)
      end
    end
    put(client, value)
  end
end

for i = 6, #ARGV, 3 do
  local kind, client, value = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if kind == 'w' then
    sweep(tonumber(client))
  else
    local user, text = split(value)
    if kind == 'd' or kind == 'f' then
      if drop(lease, client) or drop_elsewhere(client) then
        went(client, user, text)
      elseif kind == 'f' then
        tell('leave', text)
      end
    elseif kind == 'a' then
      if redis.call('HEXISTS', mine, client) == 1 then
        forget_away(client, user)
        local lines = redis.call('HGET', KEYS[3], user)
        redis.call('HSET', KEYS[3], user, (lines and lines .. '\n' or '') .. lease .. ' ' .. client)
      end
    elseif redis.call('HEXISTS', mine, client) == 0 then
      enter(kind, client, user, text, value)
    end
  end
end
return {1, redis.call('HLEN', mine), swept}
