-- Removes a history: another one begins, which is empty, and every node hears of it.
-- The first write is one that a lack of memory refuses: all of it happens or nothing.
--
-- KEYS: position, history
-- ARGV: PUBLISH or SPUBLISH, its channel, the epoch that begins, life of the position in ms
-- Answers the epoch.
local position, history = KEYS[1], KEYS[2]
local publish, channel, epoch, position_life = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

redis.call('HSET', position, 'e', epoch, 'o', '0', 't', '0')
redis.call('PEXPIRE', position, position_life)
redis.call('DEL', history)
redis.call(publish, channel, epoch .. ' 0 0 0\n')
return epoch
