using Microsoft.Extensions.Logging;
using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Rights;

/// <summary>
/// Puts on record what was refused for want of a right: at most <see cref="MostPerMinute"/> entries a minute, so that nobody fills
/// the ledger with refusals; how many were left out is in the next entry.
/// </summary>
internal sealed class RecordDenials(Recorder recorder, TimeProvider clock, ILogger log)
{
    /// <summary>The most entries of one minute.</summary>
    public const int MostPerMinute = 60;

    private readonly Lock _lock = new();
    private DateTimeOffset _minute;
    private int _recorded;
    private long _leftOut;

    /// <summary>Records a refusal, if this minute has room for it.</summary>
    public async ValueTask RecordAsync(RoleKind caller, string call, RightsReason reason, Actor? actor)
    {
        if (reason is RightsReason.OtherTenant or RightsReason.HigherRole) Log.RightOverstepped(log, call, reason, caller);
        if (!HasRoom(out var leftOut)) return;
        await recorder.TryRecordAsync([recorder.Entry(EntryType.RightRefused) with
        {
            Outcome = EntryOutcome.Refused,
            Who = actor?.Who,
            What = actor?.Principal.Tenant is { } tenant ? new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "call" } : new LedgerWhat { Class = "call" },
            Details = Recorder.Details(
                ("call", call), ("why", reason.ToString()), ("by", RoleTable.NameOf(caller)), ("role", actor?.Principal.Role.ToString()),
                ("left_out", leftOut > 0 ? FormattableString.Invariant($"{leftOut}") : null)),
        }]).ConfigureAwait(false);
    }

    private bool HasRoom(out long leftOut)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (now - _minute >= TimeSpan.FromMinutes(1)) (_minute, _recorded) = (now, 0);
            leftOut = _leftOut;
            if (_recorded >= MostPerMinute)
            {
                _leftOut++;
                return false;
            }

            _recorded++;
            _leftOut = 0;
            return true;
        }
    }
}
