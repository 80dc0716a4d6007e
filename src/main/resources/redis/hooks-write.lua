-- Writes what has happened on one node; the events that tell it are appended in the same step.
--
-- KEYS  1 sorted set lease -> when it is over  2 sorted set of lapsed leases
--       3 a lease's connections are the hash KEYS[3]:<lease>, client -> suffix of its ids LF user
--       4 a lease's channels are the set KEYS[4]:<lease>  5 hash channel -> leases that have it  6 stream of events
-- ARGV  1 lease  2 node, with which all its leases begin  3 letters of the events that are told  4 most events to keep
--       then for each step: kind, client or channel, user, time in milliseconds, close code
-- Returns how many events had to give way; -1 when the lease is not held.
local lease, node, told = ARGV[1], ARGV[2], 0
local others

if not redis.call('ZSCORE', KEYS[1], lease) then
  return -1
end

local function tell(kind, ...)
  if string.find(ARGV[3], kind, 1, true) then
    redis.call('XADD', KEYS[6], '*', 't', kind, 'n', node, ...)
    told = told + 1
  end
end

-- The other leases of this node, under which things may be from before.
local function earlier()
  if not others then
    others = {}
    for _, set in ipairs({KEYS[1], KEYS[2]}) do
      for _, other in ipairs(redis.call('ZRANGE', set, 0, -1)) do
        if other ~= lease and string.sub(other, 1, #node + 1) == node .. '.' then
          others[#others + 1] = other
        end
      end
    end
  end
  return others
end

local function take(from, client)
  local value = redis.call('HGET', KEYS[3] .. ':' .. from, client)
  if value then
    redis.call('HDEL', KEYS[3] .. ':' .. from, client)
  end
  return value
end

local function take_earlier(client)
  for _, other in ipairs(earlier()) do
    local value = take(other, client)
    if value then
      return value
    end
  end
  return false
end

local function leave_earlier(channel)
  for _, other in ipairs(earlier()) do
    if redis.call('SREM', KEYS[4] .. ':' .. other, channel) == 1 then
      return true
    end
  end
  return false
end

local function come(kind, client, user, at)
  local mine = KEYS[3] .. ':' .. lease
  if redis.call('HEXISTS', mine, client) == 1 then
    return
  end
  local value = take_earlier(client)
  if not value then
    local suffix = kind == 'm' and ':' .. string.sub(lease, #node + 2) or ''
    value = suffix .. '\n' .. user
    if kind ~= 'r' then
      tell('c', 'i', client .. ':connect' .. suffix, 's', at, 'c', client, 'u', user, 'x', 0)
    end
  end
  redis.call('HSET', mine, client, value)
end

local function go(client, user, at, code)
  local value = take(lease, client) or take_earlier(client) or '\n' .. user
  local suffix = string.sub(value, 1, string.find(value, '\n', 1, true) - 1)
  tell('g', 'i', client .. ':disconnect' .. suffix, 's', at, 'c', client, 'u', user, 'x', code)
end

local function occupy(kind, channel, at)
  if redis.call('SADD', KEYS[4] .. ':' .. lease, channel) == 0 or leave_earlier(channel) then
    return
  end
  if redis.call('HINCRBY', KEYS[5], channel, 1) == 1 and kind ~= 'k' then
    tell('o', 's', at, 'c', channel)
  end
end

local function vacate(channel, at)
  if redis.call('SREM', KEYS[4] .. ':' .. lease, channel) == 0 and not leave_earlier(channel) then
    return
  end
  if redis.call('HINCRBY', KEYS[5], channel, -1) <= 0 then
    redis.call('HDEL', KEYS[5], channel)
    tell('v', 's', at, 'c', channel)
  end
end

for i = 5, #ARGV, 5 do
  local kind, subject, user, at, code = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  if kind == 'g' then
    go(subject, user, at, code)
  elseif kind == 'o' or kind == 'k' then
    occupy(kind, subject, at)
  elseif kind == 'v' then
    vacate(subject, at)
  else
    come(kind, subject, user, at)
  end
end
return told > 0 and redis.call('XTRIM', KEYS[6], 'MAXLEN', ARGV[4]) or 0
