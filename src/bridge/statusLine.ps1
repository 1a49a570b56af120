# Bursar's status-line bridge for Windows. UNTESTED: nobody has run it there yet. Claude Code runs it for every render:
# it stores what comes on stdin for Bursar and then runs the user's own status line with the same stdin.
# Above stand, written when Bursar was connected: $status, the folder to store in, and $previous, the user's own command
# or nothing.

$buffer = New-Object System.IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($buffer)
$bytes = $buffer.ToArray()

try {
  $id = 'session'
  $text = [System.Text.Encoding]::UTF8.GetString($bytes)
  if ($text -match '"session_id":\s?"([A-Za-z0-9_-]{1,64})"') { $id = $Matches[1] }
  [System.IO.Directory]::CreateDirectory($status) | Out-Null
  $file = Join-Path $status "$id.json"
  $temporary = Join-Path $status "$id.$PID.tmp"
  [System.IO.File]::WriteAllBytes($temporary, $bytes)
  if ([System.IO.File]::Exists($file)) { [System.IO.File]::Replace($temporary, $file, $null) }
  else { [System.IO.File]::Move($temporary, $file) }
} catch {
  # The user's own line matters more than Bursar's reading.
}

if (-not $previous) { exit 0 }

# Claude Code runs a status line in Git Bash where that is installed, else in PowerShell.
$bash = $env:CLAUDE_CODE_GIT_BASH_PATH
if (-not $bash) { $bash = Join-Path $env:ProgramFiles 'Git\bin\bash.exe' }
$start = New-Object System.Diagnostics.ProcessStartInfo
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
if (Test-Path $bash) {
  $start.FileName = $bash
  $quoted = $previous -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1'
  $start.Arguments = "-c `"$quoted`""
} else {
  $start.FileName = 'powershell.exe'
  $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($previous))
  $start.Arguments = "-NoProfile -ExecutionPolicy Bypass -EncodedCommand $encoded"
}
$own = [System.Diagnostics.Process]::Start($start)
try {
  $own.StandardInput.BaseStream.Write($bytes, 0, $bytes.Length)
  $own.StandardInput.Close()
} catch {
  # It need not read its input.
}
$own.WaitForExit()
exit $own.ExitCode
