-- Settings given in Neovim's own configuration: those of the README.

local t = require('helper')

t.open('letter.eml', [[
To: Robert Brown <robert.brown@client.example>
Subject: Contract for the third quarter

Hi Robert,

We are gonna sign the contract tomorrow 😀

Best regards,
Anna Smirnova
]])
-- Neutral letters may begin with "Hi"; the settings ask for a formal one, and for messages in Russian.
t.says(t.comes('tone-informal'), {
  code = 'tone-informal',
  source = 'letter-ls',
  severity = 'WARN',
  line = 5,
  marked = 'gonna',
  message = '«gonna» — не для официального письма.',
})
t.comes('greeting-informal')
t.goes('tone-emoji')
