-- A part of what is revoked, of one moment.
--
-- KEYS  1 sorted set subject -> epoch milliseconds until which it is revoked  2 version
-- ARGV  1 first place  2 last place
-- Returns version, how many there are in all, then subject and time of each.
local list = redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[2], 'WITHSCORES')
for place = 2, #list, 2 do
  list[place] = string.format('%.0f', tonumber(list[place]))
end
return {redis.call('GET', KEYS[2]) or '', redis.call('ZCARD', KEYS[1]), list}
