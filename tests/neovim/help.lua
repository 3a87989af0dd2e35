-- The help: its tags were made when the plugin was installed; it has all commands and options.

local t = require('helper')

vim.cmd.help('letter-ls')
t.equal('letter-ls.txt', vim.fs.basename(vim.api.nvim_buf_get_name(0)))
for name, command in pairs(vim.api.nvim_get_commands({})) do
  if vim.startswith(name, 'Letter') then
    t.equal(true, command.definition ~= '', name)
    vim.cmd.help(':' .. name)
    t.equal('letter-ls.txt', vim.fs.basename(vim.api.nvim_buf_get_name(0)), name)
  end
end
for _, option in ipairs({ 'enable', 'cmd', 'filetypes', 'settings', 'fix_on_save', 'completion', 'folding' }) do
  vim.cmd.help('letter-ls-' .. option)
  t.equal('letter-ls.txt', vim.fs.basename(vim.api.nvim_buf_get_name(0)), option)
end
-- Lines fit a window of 80 columns.
for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
  t.equal(true, vim.fn.strdisplaywidth(line) <= 79, ('line %d: %s'):format(number, line))
end
