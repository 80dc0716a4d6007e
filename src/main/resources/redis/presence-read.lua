-- Reads the members of one channel, under all leases.
--
-- KEYS  1 set of the leases that have members here  2 hash user -> how many members
-- ARGV  1 most members to list  2 most bytes to list
-- Returns members, users, and a JSON array of members.
local most, bytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local count = 0
local list, listed = {}, {}

local function add(client, value)
  if listed[client] or #list >= most then
    return
  end
  local text = string.sub(value, string.find(value, '\n', 1, true) + 1)
  bytes = bytes - #text - 1
  if bytes < 0 then
    most = 0
  else
    listed[client] = true
    list[#list + 1] = text
  end
end

for _, lease in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local members = KEYS[1] .. ':' .. lease
  count = count + redis.call('HLEN', members)
  local cursor = '0'
  while #list < most do
    local page = redis.call('HSCAN', members, cursor, 'COUNT', most - #list)
    for i = 1, #page[2], 2 do
      add(page[2][i], page[2][i + 1])
    end
    cursor = page[1]
    if cursor == '0' then
      break
    end
  end
end
return {count, redis.call('HLEN', KEYS[2]), '[' .. table.concat(list, ',') .. ']'}
