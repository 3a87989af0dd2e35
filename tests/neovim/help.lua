-- The help: its tags were made when the plugin was installed; it has all commands and options, in
-- both languages.

local t = require('helper')

--- Asserts that there is help on a subject, in a file.
local function helps(subject, file)
  vim.cmd.help(subject)
  t.equal(file, vim.fs.basename(vim.api.nvim_buf_get_name(0)), subject)
end

for language, file in pairs({ en = 'letter-ls.txt', ru = 'letter-ls.rux' }) do
  helps('letter-ls@' .. language, file)
  for name, command in pairs(vim.api.nvim_get_commands({})) do
    if vim.startswith(name, 'Letter') then
      t.equal(true, command.definition ~= '', name)
      helps((':%s@%s'):format(name, language), file)
    end
  end
  for _, option in ipairs({
    'enable',
    'cmd',
    'filetypes',
    'settings',
    'fix_on_save',
    'completion',
    'folding',
  }) do
    helps(('letter-ls-%s@%s'):format(option, language), file)
  end
  -- Lines fit a window of 80 columns.
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    t.equal(true, vim.fn.strdisplaywidth(line) <= 79, ('line %d: %s'):format(number, line))
  end
end
