-- letter-ls: a language server that makes a business letter right before it is sent.
--
-- `vim.lsp.enable('letter_ls')` finds this file (Neovim 0.11); what belongs to an older Neovim is in
-- lua/letter-ls/init.lua.

---@type vim.lsp.Config
return {
  cmd = { 'letter-ls' },
  filetypes = { 'mail', 'markdown', 'text' },
  -- The files in which rules are kept; a letter anywhere else is checked as well.
  root_markers = { 'rules.toml', '.letter-ls', '.git' },
  -- The same keys as in rules.toml, for example:
  --   settings = { ['letter-ls'] = { register = 'formal', rules = { ['tone-emoji'] = 'off' } } }
  settings = {},
}
