#!/bin/sh
# Starts a throw-away Request Tracker 5: up.sh DIRECTORY PORT PUBLIC-PORT. Run as root, on Debian's packages.
# PUBLIC-PORT is that of the proxy in front: Request Tracker takes forms only from where it thinks it lives.
# Leaves DIRECTORY/token (API token of user root), DIRECTORY/pid and outgoing mail as DIRECTORY/var/*.mbox.
set -eu
dir=$1
port=$2
public=$3
share=/usr/share/request-tracker5

mkdir -p "$dir/empty" "$dir/var/session_data"
cat >"$dir/RT_SiteConfig.pm" <<CONFIG
\$RT::VarPath = '$dir/var';
Set(\$rtname, 'example.com');
Set(\$Organization, 'example.com');
Set(\$CorrespondAddress, 'support@support.example.com');
Set(\$CommentAddress, 'noc@support.example.com');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $public);
Set(\$WebBaseURL, 'http://127.0.0.1:$public');
Set(\$WebPath, '');
Set(\$WebSecureCookies, 0);
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$dir/rt.db');
Set(\$MailCommand, 'mbox');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'warning');
Set(\$Timezone, 'UTC');
Set(\$WebSessionClass, 'Apache::Session::File');
1;
CONFIG
cat >"$dir/seed.pl" <<'SEED'
use lib '/usr/share/request-tracker5/lib';
use RT;
RT::LoadConfig();
RT::Init();
my $queue = RT::Queue->new(RT->SystemUser);
$queue->Load('General');
my $everyone = RT::Group->new(RT->SystemUser);
$everyone->LoadSystemInternalGroup('Everyone');
$everyone->PrincipalObj->GrantRight(Right => $_, Object => $queue) for qw(CreateTicket ReplyToTicket SeeQueue);
my $root = RT::User->new(RT->SystemUser);
$root->Load('root');
my ($ok, $message, $token) = RT::AuthToken->new($root)->Create(Owner => $root->id, Description => 'tests');
print $token // die $message;
SEED
chmod 755 "$dir"
chown -R www-data "$dir"
export RT_SITE_CONFIG="$dir/RT_SiteConfig.pm" RT_SITE_CONFIG_DIR="$dir/empty"
as="setpriv --reuid=www-data --regid=www-data --init-groups"
$as rt-setup-database-5 --action init --dba "" --dba-password "" >"$dir/setup.log" 2>&1
$as perl "$dir/seed.pl" >"$dir/token" 2>"$dir/seed.log"
$as "$share/libexec/rt-server" --host 127.0.0.1 --port "$port" >"$dir/server.log" 2>&1 &
echo $! >"$dir/pid"
tries=0
until curl -sf -o /dev/null "http://127.0.0.1:$port/"; do
  tries=$((tries + 1))
  if [ $tries -ge 200 ]; then
    echo "request tracker did not start" >&2
    exit 1
  fi
  sleep 0.2
done
