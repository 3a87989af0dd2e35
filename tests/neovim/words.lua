-- Words are added, and rules turned off, by command: the findings go at once.

local t = require('helper')

local LETTER = [[
To: Robert Brown <robert.brown@client.example>
Subject: Contract for the third quarter

Dear Robert,

👍🏽 The zorblax and the quuxwort are ready, and so is the frobnitz.
We are gonna sign the contract tomorrow.

Best regards,
Anna Smirnova
]]

--- The misspelled words.
local function misspelled()
  local words = {}
  for _, found in ipairs(t.found('spelling')) do
    local text = vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {})
    table.insert(words, text[1])
  end
  table.sort(words)
  return words
end

local function expect(words)
  t.wait('misspelled words: ' .. table.concat(words, ', '), function()
    return vim.deep_equal(words, misspelled())
  end)
end

t.write('.letter-ls/rules.toml', '')
t.open('contract.letter', LETTER)
t.comes('tone-informal')
expect({ 'frobnitz', 'quuxwort', 'zorblax' })
t.equal(
  { 'zorblax', 'quuxwort', 'frobnitz', 'user', 'project', 'letter' },
  vim.fn.getcompletion('LetterAddWord ', 'cmdline')
)

-- Under the cursor, for the user.
vim.fn.search('orblax')
vim.cmd.LetterAddWord()
expect({ 'frobnitz', 'quuxwort' })
local mine = vim.fs.joinpath(vim.env.HOME, '.config/letter-ls/words.txt')
t.equal({ 'zorblax' }, vim.fn.readfile(mine))

-- By name, for the project; and for this letter only.
vim.cmd('LetterAddWord quuxwort project')
expect({ 'frobnitz' })
t.equal({ 'quuxwort' }, vim.fn.readfile(vim.fs.joinpath(vim.env.LETTERS, '.letter-ls/words.txt')))
vim.fn.search('frobnitz')
vim.cmd('LetterAddWord letter')
expect({})

-- A rule: that under the cursor.
vim.fn.search('gonna')
t.equal(
  { 'tone-informal', 'tone-emoji' },
  vim.fn.getcompletion('LetterDisableRule tone', 'cmdline')
)
vim.cmd.LetterDisableRule()
t.goes('tone-informal')
t.equal(
  { '[rules]', 'tone-informal = "off"' },
  vim.fn.readfile(vim.fs.joinpath(vim.env.LETTERS, '.letter-ls/rules.toml'))
)
