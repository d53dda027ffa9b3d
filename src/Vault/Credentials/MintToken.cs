using Sekisho.Identity.Budgets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Credentials;

/// <summary>
/// Makes an access token of a sealed refresh token, in the order of every release: authorise, budget, record, use. What the service
/// gives in place of the refresh token is stored before the access token is given out: the service may take the old one no more.
/// </summary>
internal sealed class MintToken(
    CredentialDesk credentials, RelayUse relays, ICredentialExchange exchange, BudgetKeeper budgets, Recorder recorder, CanaryWatch canaries, ReleaseProbe probe, TimeProvider clock)
{
    private const int Stripes = 16;

    // Two exchanges of one credential at once would look to a service that gives new refresh tokens like a stolen one.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Answers <c>vault.mint-token</c>.</summary>
    public ValueTask<MintTokenReply> HandleAsync(RoleKind caller, MintTokenRequest request, CancellationToken cancellation)
    {
        CredentialDesk.CheckPurpose(request.Purpose);
        var row = Find(request.Id);
        relays.Check(row, request.Host);
        return MintAsync(caller, row, request.Purpose, cancellation);
    }

    /// <summary>Answers <c>vault.check-credential</c>: the same, but nobody gets the token.</summary>
    public async ValueTask<MintTokenReply> TryAsync(RoleKind caller, string id, CancellationToken cancellation) =>
        (await MintAsync(caller, Find(id), "check", cancellation).ConfigureAwait(false)) with { AccessToken = null };

    private CredentialDesk.Row Find(string id) => credentials.Find(id) ?? throw new CallException(CallFailure.Rejected, "There is no such credential: it was removed.");

    private async ValueTask<MintTokenReply> MintAsync(RoleKind caller, CredentialDesk.Row row, string purpose, CancellationToken cancellation)
    {
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Deliver, BudgetClass.Deliver)], BudgetKind.CredentialUses, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        var entry = credentials.UseOf(row, purpose, caller, "oauth-refresh");
        await recorder.RecordAsync([entry]).ConfigureAwait(false);
        await canaries.TouchedAsync(row.Canary, CredentialDesk.Kind, "use", caller, row.Tenant, entry.What!.Reference!.Value).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var turn = _turns[row.Number % Stripes];
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ExchangeAsync(CredentialDesk.IdOf(row), entry, cancellation).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask<MintTokenReply> ExchangeAsync(string id, LedgerEntry entry, CancellationToken cancellation)
    {
        // Looked up in its turn: the one before may have stored another refresh token.
        var row = Find(id);
        var record = credentials.Open(row);
        if (record?.Kind != CredentialKind.RefreshToken) throw new CallException(CallFailure.Rejected, "This credential is no refresh token: no access token can be made of it.");
        // Not ended by a caller that hangs up: a new refresh token in the answer must be stored.
        cancellation.ThrowIfCancellationRequested();
        var result = await exchange.ExchangeAsync(record, CancellationToken.None).ConfigureAwait(false);
        if (result.NextRefreshToken is { } next && next != record.Secret) credentials.Replace(row, record with { Secret = next });
        credentials.Used(row);
        if (result.Status != MintStatus.Minted)
        {
            await recorder.TryRecordAsync([entry with
            {
                When = clock.GetUtcNow(),
                Outcome = EntryOutcome.Failed,
                Details = new Dictionary<string, string>(entry.Details!, StringComparer.Ordinal) { ["why"] = result.Status.ToString() },
            }]).ConfigureAwait(false);
            return new MintTokenReply(result.Status);
        }

        probe.Reached(ReleaseStep.Derived);
        return new MintTokenReply(MintStatus.Minted, result.AccessToken, clock.GetUtcNow() + result.Lifetime);
    }
}
