-- letter-ls: a language server that makes a business letter right before it is sent.
--
-- Copy this file to `lsp/letter_ls.lua` in your Neovim configuration and switch it on with
-- `vim.lsp.enable('letter_ls')`. Neovim 0.11 or newer.

--- Makes all corrections that need no question. Waits for the server, so that it can be called from
--- `BufWritePre`.
---@param client vim.lsp.Client
---@param buffer integer
local function fix_all(client, buffer)
  local last = vim.api.nvim_buf_line_count(buffer)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = last, character = 0 },
    },
    context = { diagnostics = {}, only = { 'source.fixAll.letter-ls' } },
  }
  local answer, problem = client:request_sync('textDocument/codeAction', params, 1000, buffer)
  if problem or not answer or answer.err then
    local reason = problem or (answer and answer.err.message) or 'no answer'
    vim.notify('letter-ls: nothing corrected: ' .. reason, vim.log.levels.WARN)
    return
  end
  for _, action in ipairs(answer.result or {}) do
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
end

---@type vim.lsp.Config
return {
  cmd = { 'letter-ls' },
  filetypes = { 'mail', 'markdown', 'text' },
  -- The files in which rules are kept; a letter anywhere else is checked as well.
  root_markers = { 'rules.toml', '.letter-ls', '.git' },
  -- The same keys as in rules.toml, for example:
  --   settings = { ['letter-ls'] = { register = 'formal', rules = { ['tone-emoji'] = 'off' } } }
  settings = {},
  on_attach = function(client, buffer)
    vim.api.nvim_buf_create_user_command(buffer, 'LetterFix', function()
      fix_all(client, buffer)
    end, { desc = 'Make all corrections of the letter that need no question' })
  end,
}
