-- `:checkhealth letter-ls`: what works, and what is missing.

local t = require('helper')

local function health()
  vim.cmd.checkhealth('letter-ls')
  t.wait('the report', function()
    return vim.bo.filetype == 'checkhealth' and t.text():find('Neovim', 1, true)
  end)
  local report = t.text()
  vim.cmd.bwipeout()
  return report
end

local function expect(report, words)
  t.equal(true, report:find(words, 1, true) ~= nil, words .. ' in:\n' .. report)
end

-- Nothing is open.
local report = health()
expect(report, 'No letter is being checked')
expect(report, 'OK letter-ls ')

local rules = t.write('rules.toml', '[rules]\ntone-emoji = "off"\n')
t.open('letter.letter', 'Subject: Test\n\nHey guys\n')
t.comes('greeting-informal')
report = health()
expect(report, 'OK Neovim 0.')
expect(report, 'runs letter-ls ')
expect(report, 'letter.letter (filetype mail): ' .. #vim.diagnostic.get(0) .. ' findings')
-- The doctor's words, of the letter from whose window the check was called.
expect(report, rules)
expect(report, 'tone-emoji')
expect(report, "a mail program's draft")

-- No such program.
require('letter-ls').setup({ enable = false, cmd = { 'letter-ls-nowhere' } })
expect(health(), '`letter-ls-nowhere` is not found')
