using Sekisho.Ledger.Tests.Support;
using Sekisho.TransparencyLog.Verification;

namespace Sekisho.Ledger.Tests.Recovery;

#pragma warning disable CA1001 // xunit disposes it through IAsyncLifetime
public sealed class RollBackTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TestLedger _ledger = new();
    private readonly string _early = Directory.CreateTempSubdirectory("sekisho-early-").FullName;

    public async Task InitializeAsync()
    {
        await _ledger.StartAsync();
        await _ledger.AppendAsync(1, TestLedger.Entries(300));
        await _ledger.StopAsync();
        TestLedger.Copy(_ledger.Data, _early);
        await _ledger.StartAsync();
        await _ledger.AppendAsync(301, TestLedger.Entries(300));
        await _ledger.StopAsync();
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        Directory.Delete(_early, recursive: true);
    }

    [Fact]
    public async Task A_log_folder_of_an_earlier_day_is_refused_and_found()
    {
        Directory.Delete(_ledger.Folders.Log, recursive: true);
        TestLedger.Copy(Path.Combine(_early, "ledger"), _ledger.Folders.Log);
        await RefusedAsync("rolled back");
        Assert.Contains(_ledger.Verify().Findings, finding => finding.Kind == FindingKind.RolledBack);
    }

    [Fact]
    public async Task A_checkpoint_of_an_earlier_day_alone_is_refused_and_found()
    {
        File.Copy(Path.Combine(_early, "ledger", "checkpoint"), _ledger.Folders.Checkpoint, overwrite: true);
        await RefusedAsync("rolled back");
        Assert.Contains(_ledger.Verify().Findings, finding => finding.Kind == FindingKind.RolledBack);
    }

    [Fact]
    public async Task A_state_of_an_earlier_day_with_a_journal_that_does_not_lead_on_is_refused()
    {
        Directory.Delete(_ledger.Folders.State, recursive: true);
        TestLedger.Copy(Path.Combine(_early, "ledger-state"), _ledger.Folders.State);
        await RefusedAsync("journal");
    }

    [Theory]
    [InlineData("ledger/checkpoint")]
    [InlineData("ledger-state/state.json")]
    [InlineData("ledger-state/signing.key")]
    public async Task A_missing_file_is_refused_and_found(string file)
    {
        File.Delete(Path.Combine(_ledger.Data, file));
        await RefusedAsync(Path.GetFileName(file));
        Assert.False(_ledger.Verify().IsIntact);
    }

    [Fact]
    public async Task A_log_that_is_gone_altogether_does_not_begin_anew()
    {
        Directory.Delete(_ledger.Folders.Log, recursive: true);
        Directory.CreateDirectory(_ledger.Folders.Log);
        await RefusedAsync("checkpoint");
        File.Delete(Path.Combine(_ledger.Folders.State, "state.json"));
        await RefusedAsync("state.json");
    }

    [Fact]
    public async Task A_changed_tile_at_the_growing_end_is_refused()
    {
        var tile = Directory.EnumerateFiles(Path.Combine(_ledger.Folders.Log, "tile", "0", "002.p")).Single(path => path.EndsWith("/93", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(tile);
        bytes[5] ^= 1;
        await File.WriteAllBytesAsync(tile, bytes);
        await RefusedAsync("tiles");
        Assert.Contains(_ledger.Verify().Findings, finding => finding.Kind == FindingKind.EntryChanged);
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_signed_is_refused_and_found()
    {
        await using var other = await new TestLedger().StartAsync();
        await other.AppendAsync(1, TestLedger.Entries(900));
        await other.StopAsync();
        File.Copy(other.Folders.Checkpoint, _ledger.Folders.Checkpoint, overwrite: true);
        await RefusedAsync("not this ledger's");
        Assert.Contains(_ledger.Verify().Findings, finding => finding.Kind == FindingKind.CheckpointInvalid);
    }

    [Fact]
    public async Task Another_origin_is_refused_with_what_to_do()
    {
        _ledger.Options = _ledger.Options with { Origin = "renamed.example" };
        await RefusedAsync("ledger.origin");
    }

    [Fact]
    public async Task The_state_is_not_replaced_when_somebody_else_has_changed_it()
    {
        await _ledger.StartAsync();
        File.Copy(Path.Combine(_early, "ledger-state", "state.json"), Path.Combine(_ledger.Folders.State, "state.json"), overwrite: true);
        await _ledger.AppendAsync(601, TestLedger.Entry());
        await Assert.ThrowsAsync<LedgerFolderException>(() => _ledger.CheckpointAsync().AsTask());
        await _ledger.EndAsync();
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_early, "ledger-state", "state.json")), await File.ReadAllBytesAsync(Path.Combine(_ledger.Folders.State, "state.json")));
    }

    [Fact]
    public void The_key_is_readable_by_its_owner_only() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_ledger.Folders.State, "signing.key")));

    private async Task RefusedAsync(string word) =>
        Assert.Contains(word, (await Assert.ThrowsAsync<LedgerFolderException>(() => _ledger.StartAsync())).Message, StringComparison.Ordinal);
}
