-- The names of letters: each is checked, and a text that is no letter is left alone.

local t = require('helper')

local BODY = 'We are gonna sign the contract tomorrow.\n'
local DRAFT = 'To: robert@client.example\nSubject: The contract\n\nDear Robert,\n\n' .. BODY
local FRONT = '---\nto: robert@client.example\nsubject: The contract\n---\n\nDear Robert,\n\n' .. BODY

for name, case in pairs({
  ['a.eml'] = { 'mail', DRAFT },
  ['a.mail'] = { 'mail', DRAFT },
  ['a.letter'] = { 'mail', DRAFT },
  ['mutt-host-1000-4242-123456789'] = { 'mail', DRAFT },
  ['neomutt-host-1000-4242-123456789'] = { 'mail', DRAFT },
  ['neomutt-my.host-1000-4242-123456789-1'] = { 'mail', DRAFT },
  ['aerc-compose-123456789.eml'] = { 'mail', DRAFT },
  ['a.md'] = { 'markdown', FRONT },
  ['a.txt'] = { 'text', DRAFT },
}) do
  t.open(name, case[2])
  t.equal(case[1], vim.bo.filetype, name)
  t.comes('tone-informal')
end
-- One server checks them all.
t.server()

-- Other files on mail programs stay what they are.
t.write('mutt-notes.md', 'Notes\n')
t.write('mutt-sidebar.lua', 'return {}\n')
t.write('mutt-shortcuts', 'Notes\n')
t.write('neomutt-draft', DRAFT)
vim.env.TMPDIR = '/nowhere'
for name, filetype in pairs({
  ['mutt-notes.md'] = 'markdown',
  ['mutt-sidebar.lua'] = 'lua',
  ['mutt-shortcuts'] = '',
  ['neomutt-draft'] = 'mail',
}) do
  vim.cmd.edit(vim.fs.joinpath(vim.env.LETTERS, name))
  t.equal(filetype, vim.bo.filetype, name)
end
