--- The language in which this plugin speaks: that of the environment, as the server's messages.

--- Whether messages are to be in Russian, by the first of the variables that is set (POSIX, "Locale").
local function is_russian()
  for _, name in ipairs({ 'LC_ALL', 'LC_MESSAGES', 'LANG' }) do
    local value = vim.env[name]
    if value and value ~= '' then
      return value:sub(1, 2):lower() == 'ru'
    end
  end
  return false
end

--- Chooses between two wordings of a message.
---@param english string
---@param russian string
---@return string
return function(english, russian)
  return is_russian() and russian or english
end
