@echo off
rem Start ClinicDesk from this checkout on Windows: packaging\run.cmd [arguments of clinicdesk]
setlocal
set "root=%~dp0.."
set "lock=%~dp0requirements.lock"
set "venv=%CLINICDESK_VENV%"
if "%venv%"=="" set "venv=%root%\.venv"
set "python=%venv%\Scripts\python.exe"
set "stamp=%venv%\installed-for-run"
set "PYTHONPATH="
set "PYTHONHOME="
set "PYTHONNOUSERSITE=1"

if exist "%python%" goto libraries
set "base="
for %%c in ("py -3" python) do (
    if not defined base %%~c -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "base=%%~c"
)
if not defined base (
    echo ClinicDesk needs Python 3.11 or newer, from python.org or the Microsoft Store.>&2
    exit /b 1
)
echo Making ClinicDesk's environment in %venv%. This happens once and takes a minute or two.>&2
%base% -m venv --clear "%venv%" || exit /b 1

:libraries
fc /b "%lock%" "%stamp%" >nul 2>nul && goto start
"%python%" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps --only-binary :all: -r "%lock%" || exit /b 1
copy /y "%lock%" "%stamp%" >nul

:start
set "PYTHONPATH=%root%"
"%python%" -m clinicdesk %*
exit /b %errorlevel%
