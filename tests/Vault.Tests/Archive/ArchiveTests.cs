using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Store.Published;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Tests.Rights;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Archive;

public sealed class ArchiveTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";
    private const long January = 202601;
    private const long House = 1;

    [Fact]
    public async Task An_archive_is_off_until_it_is_switched_on_and_keys_of_this_and_the_next_month_are_published()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Null(vault.Store.Tenants[House].Archive);
        var status = await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12));
        Assert.Equal((true, true, 12), (status.IsOn, status.IsPublished, status.Months));
        Assert.Equal([January, 202602], vault.Store.Tenants[House].Archive!.Select(month => month.Month));
        Assert.Null(vault.Store.Tenants[2].Archive);
        Assert.Equal(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero), status.Kept[0].ExpiresAt);
        var entry = Assert.Single(vault.Ledger.Of(EntryType.PolicyChanged));
        Assert.Equal(("archive", "on", "12"), (entry.What!.Class, entry.Details!["change"], entry.Details["months"]));
        Assert.Equal(12, (await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest())).Items[0].ArchiveMonths);
        // Changing the tenant otherwise leaves its archive alone.
        Assert.Equal(12, (await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "house", Domains = ["house.example"] })).ArchiveMonths);
        Assert.Equal(2, vault.Store.Tenants[House].Archive!.Count);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(240, true)]
    [InlineData(241, false)]
    public async Task The_retention_has_limits(int months, bool taken)
    {
        await using var vault = await TestVault.NewAsync();
        var refusal = await Record.ExceptionAsync(async () => await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", months)));
        Assert.Equal(taken, refusal is null);
    }

    [Fact]
    public async Task Switched_off_nothing_more_is_sealed_to_it_and_what_is_there_is_kept_for_its_time()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var status = await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", null));
        Assert.Equal((false, 1, 2), (status.IsOn, status.Months, status.Kept.Count));
        Assert.Null(vault.Store.Tenants[House].Archive);
        vault = await months.AtAsync(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal([new DestroyedMonth(House, January)], vault.Store.Destroyed);
        // No further months are made.
        Assert.Equal([202602], (await vault.AsOperatorAsync(VaultCalls.ListArchive, new NameRequest("house"))).Kept.Select(month => month.Month));
    }

    [Fact]
    public async Task Fewer_months_have_to_be_asked_for_as_such()
    {
        await using var months = await MonthsOfVault.OnAsync(months: 6);
        var vault = months.Vault;
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 5)));
        Assert.Equal(5, (await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 5, Shorten: true))).Months);
    }

    [Fact]
    public async Task Over_the_turn_of_a_month_with_a_sealed_vault_the_store_has_the_next_key()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var next = vault.Store.Tenants[House].Archive![1];
        await vault.AsOperatorAsync(VaultCalls.Seal, new SealRequest());
        vault = await months.LeapAsync(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) - TimeSpan.FromDays(20));
        Assert.Equal([January, 202602], vault.Store.Tenants[House].Archive!.Select(month => month.Month));
        await vault.AsOperatorAsync(VaultCalls.Unseal, new UnsealRequest());
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        // The same key as was prepared ahead: what was sealed to it meanwhile opens.
        Assert.Equal([January, 202602, 202603], vault.Store.Tenants[House].Archive!.Select(month => month.Month));
        Assert.Equal((next.Content.Id, next.Index.Id), (vault.Store.Tenants[House].Archive![1].Content.Id, vault.Store.Tenants[House].Archive![1].Index.Id));
        Assert.NotNull(await OpenAsync(vault, next.Content));
    }

    [Fact]
    public async Task A_month_whose_retention_is_over_is_destroyed_and_certified_and_no_copy_opens_it()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var gone = vault.Store.Tenants[House].Archive![0];
        var kept = vault.Store.Tenants[House].Archive![1];
        vault.Store.Archived[(House, January)] = 4711;
        var before = vault.Copy();
        vault = await months.AtAsync(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) - TimeSpan.FromMinutes(1));
        Assert.NotNull(await OpenAsync(vault, gone.Content));

        vault = await months.AtAsync(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

        var entry = Assert.Single(vault.Ledger.Of(EntryType.ArchiveDestroyed));
        Assert.Equal(("1", "2026-01", "4711", "retention"), (entry.What!.Tenant, entry.Details!["month"], entry.Details["messages"], entry.Details["reason"]));
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(vault.Folder, "certificates")));
        Assert.Equal([new DestroyedMonth(House, January)], vault.Store.Destroyed);
        await AssertGoneAsync(vault, before, gone, kept);
    }

    [Fact]
    public async Task A_month_is_destroyed_by_hand_for_a_reason_that_is_on_record_before()
    {
        await using var months = await MonthsOfVault.OnAsync(months: 120);
        var vault = months.Vault;
        var gone = vault.Store.Tenants[House].Archive![0];
        var kept = vault.Store.Tenants[House].Archive![1];
        var before = vault.Copy();
        // Mail may still come into a month that has only just ended.
        await Assert.ThrowsAsync<CallException>(async () => await ExpireAsync(vault));
        vault = await months.AtAsync(new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero) - TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<CallException>(async () => await ExpireAsync(vault));
        vault = await months.AtAsync(new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero));
        vault.Ledger.Away = true;
        await Assert.ThrowsAsync<CallException>(async () => await ExpireAsync(vault));
        Assert.NotNull(await OpenAwayAsync(vault, gone.Content));

        var reply = await ExpireAsync(vault);

        Assert.NotNull(reply.Certificate);
        var asked = vault.Ledger.Of(EntryType.PolicyChanged).Last();
        Assert.Equal(("archive-month", "expire", "2026-01", "unneeded"), (asked.What!.Class, asked.Details!["action"], asked.Details["month"], asked.Details["reason"]));
        Assert.Equal("unneeded", Assert.Single(vault.Ledger.Of(EntryType.ArchiveDestroyed)).Details!["reason"]);
        await Assert.ThrowsAsync<CallException>(async () => await ExpireAsync(vault));
        await AssertGoneAsync(vault, before, gone, kept);
    }

    [Fact]
    public async Task A_month_on_hold_outlasts_its_retention_and_the_contract()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var month = vault.Store.Tenants[House].Archive![0];
        await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", January, ArchiveAction.Hold, ArchiveReason.Legal));
        var entry = vault.Ledger.Of(EntryType.PolicyChanged).Last();
        Assert.Equal(("hold", "2026-01", "legal"), (entry.Details!["action"], entry.Details["month"], entry.Details["reason"]));
        vault = await months.AtAsync(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.NotNull(await OpenAsync(vault, month.Content));
        await Assert.ThrowsAsync<CallException>(async () => await ExpireAsync(vault));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true)));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house")));
        Assert.Empty(vault.Ledger.Of(EntryType.TenantErased));

        await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", January, ArchiveAction.Release, ArchiveReason.Legal));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Null(await OpenAsync(vault, month.Content));
    }

    [Fact]
    public async Task A_hold_after_the_erasure_was_announced_delays_it()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { ErasureGraceDays = 1 });
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 120));
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house"));
        await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", January, ArchiveAction.Hold, ArchiveReason.Legal));
        vault.Clock.Advance(TimeSpan.FromDays(2));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Empty(vault.Ledger.Of(EntryType.TenantErased));
        await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", January, ArchiveAction.Release, ArchiveReason.Legal));
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        Assert.Equal("2", Assert.Single(vault.Ledger.Of(EntryType.TenantErased)).Details!["archive_months"]);
    }

    [Fact]
    public async Task An_erased_tenant_takes_its_archive_with_it()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var month = vault.Store.Tenants[House].Archive![0];
        var before = vault.Copy();
        await vault.AsOperatorAsync(VaultCalls.EraseTenant, new EraseTenantRequest("house", Now: true));
        await AssertGoneAsync(vault, before, month, null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_destruction_that_was_interrupted_is_finished_by_the_next_start(bool storeAway)
    {
        await using var months = await MonthsOfVault.OnAsync();
        var gone = months.Vault.Store.Tenants[House].Archive![0];
        var vault = await months.LeapAsync(new DateTimeOffset(2026, 3, 1, 0, 1, 0, TimeSpan.Zero));
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        // Away at the moment of the record; or the store, which cannot say how much is in it: then nothing is destroyed yet.
        vault.Ledger.Before = entries => vault.Ledger.Away = entries.Any(entry => entry.Type == EntryType.ArchiveDestroyed);
        vault.Store.Away = storeAway;
        await Assert.ThrowsAsync<CallException>(async () => await vault.Role.Parts.Upkeep.RunMinuteAsync());
        Assert.Empty(vault.Ledger.Of(EntryType.ArchiveDestroyed));
        vault.Ledger.Before = null;
        vault.Ledger.Away = false;
        vault.Store.Away = false;
        Assert.Equal(storeAway, await OpenAsync(vault, gone.Content) is not null);

        vault = await months.LeapAsync(vault.Clock.GetUtcNow());
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        await vault.Role.Parts.Upkeep.RunMinuteAsync();
        await vault.Role.Parts.Publisher.PublishOnceAsync();

        Assert.Single(vault.Ledger.Of(EntryType.ArchiveDestroyed));
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(vault.Folder, "certificates")));
        Assert.Equal([new DestroyedMonth(House, January)], vault.Store.Destroyed);
        Assert.Null(await OpenAsync(vault, gone.Content));
    }

    [Theory]
    [InlineData((int)ReleaseStep.Authorised, 1)]
    [InlineData((int)ReleaseStep.Recorded, 2)]
    public async Task A_crash_before_a_month_is_destroyed_by_hand_destroys_nothing(int step, int recorded)
    {
        var probe = new CrashAt();
        await using var vault = await TestVault.NewAsync(probe: probe);
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12));
        var month = vault.Store.Tenants[House].Archive![0];
        // A month that has long been over.
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE archive_month SET month = 202501 WHERE month = 202601; UPDATE key_pair SET period = 202501 WHERE period = 202601 AND kind IN (6, 7);";
            command.ExecuteNonQuery();
        }

        probe.Step = (ReleaseStep)step;
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", 202501, ArchiveAction.Expire, ArchiveReason.Unneeded)));
        probe.Step = null;

        Assert.Equal(recorded, vault.Ledger.Of(EntryType.PolicyChanged).Count());
        Assert.Empty(vault.Ledger.Of(EntryType.ArchiveDestroyed));
        Assert.NotNull(await OpenAsync(vault, month.Content));
    }

    [Fact]
    public async Task Months_of_several_tenants_that_are_due_together_are_destroyed_together()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("branch", 1));
        vault = await months.AtAsync(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        // January, February and March of both; what is kept goes on.
        Assert.Equal(6, vault.Ledger.Of(EntryType.ArchiveDestroyed).Count());
        Assert.Equal([202604, 202605, 202606], (await vault.AsOperatorAsync(VaultCalls.ListArchive, new NameRequest("branch"))).Kept.Select(month => month.Month));
        Assert.NotNull(await OpenAsync(vault, vault.Store.Tenants[House].Archive![0].Content));
    }

    [Fact]
    public async Task A_message_is_opened_for_a_reason_and_by_no_other_call()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var (item, box) = TestVault.Seal(vault.Store.Tenants[House].Archive![0].Content, SealPurpose.MessageKeys, Message);
        var reply = await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Legal, item));
        Assert.NotNull(TestVault.Open(box, reply.Keys[0].Key));
        var entry = Assert.Single(vault.Ledger.Of(EntryType.MessageExported));
        Assert.Equal(("1", "archived-message", "legal"), (entry.What!.Tenant, entry.What.Class, entry.Details!["reason"]));

        Assert.Null((await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [item]))).Keys[0].Key);
        Assert.Null((await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Envelope, null, [item]))).Keys[0].Key);
        Assert.Null((await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item]))).Keys[0].Key);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(default, item)));
        // And it opens nothing but archives.
        var (other, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        Assert.Null((await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Legal, other))).Keys[0].Key);
    }

    [Fact]
    public async Task An_auditor_opens_what_is_their_tenants_and_nothing_else()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("branch", 1));
        var people = await People.LogInAsync(vault);
        var (own, _) = TestVault.Seal(vault.Store.Tenants[House].Archive![0].Content, SealPurpose.MessageKeys, Message);
        var (others, _) = TestVault.Seal(vault.Store.Tenants[2].Archive![0].Content, SealPurpose.MessageKeys, Message);
        Assert.NotNull((await vault.ForAsync(people["auditor"], VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, own))).Keys[0].Key);
        Assert.Null((await vault.ForAsync(people["auditor"], VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, others))).Keys[0].Key);
        Assert.NotNull(vault.Ledger.Of(EntryType.MessageExported).Last().Who?.Ticket);
    }

    [Fact]
    public async Task Who_opens_too_many_archived_messages_is_frozen()
    {
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { Budgets = new Budgets.BudgetOptions { OperatorMessages = 10, OperatorIndexKeys = 10 } });
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 1));
        var (item, _) = TestVault.Seal(vault.Store.Tenants[House].Archive![0].Content, SealPurpose.MessageKeys, Message);
        await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Test, item));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Test, item)));
        Assert.Single(vault.Ledger.Of(EntryType.MessageExported));
        Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", January, ArchiveReason.Test)));
    }

    [Fact]
    public async Task The_index_key_of_one_month_opens_no_other_and_no_message()
    {
        await using var months = await MonthsOfVault.OnAsync();
        var vault = months.Vault;
        var month = vault.Store.Tenants[House].Archive![0];
        var lease = await vault.AsOperatorAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", January, ArchiveReason.Audit));
        Assert.Equal(month.Index.Id, lease.KeyId);
        var entry = Assert.Single(vault.Ledger.Of(EntryType.KeyLeased));
        Assert.Equal(("archive-index", "2026-01", "audit"), (entry.What!.Class, entry.Details!["month"], entry.Details["reason"]));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", 202512, ArchiveReason.Audit)));
    }

    [Fact]
    public async Task A_vault_from_before_there_was_an_archive_is_brought_up_to_date()
    {
        var vault = await TestVault.NewAsync();
        await vault.Role.DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE archive_policy; DROP TABLE archive_month; PRAGMA user_version = 3;";
            command.ExecuteNonQuery();
        }

        await using var again = await vault.RestartAsync();
        Assert.True((await again.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12))).IsOn);
    }

    private static async Task<ChangeArchiveReply> ExpireAsync(TestVault vault) =>
        await vault.AsOperatorAsync(VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", January, ArchiveAction.Expire, ArchiveReason.Unneeded));

    private static async Task<byte[]?> OpenAwayAsync(TestVault vault, PublishedKey key)
    {
        vault.Ledger.Away = false;
        return await OpenAsync(vault, key);
    }

    private static async Task<byte[]?> OpenAsync(TestVault vault, PublishedKey key)
    {
        var (item, box) = TestVault.Seal(key, SealPurpose.MessageKeys, Message);
        var reply = await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Test, item));
        return TestVault.Open(box, reply.Keys[0].Key) is null ? null : reply.Keys[0].Key;
    }

    /// <summary>Neither the vault, nor copies from before and after, alone and put together, with the root key from after.</summary>
    private static async Task AssertGoneAsync(TestVault vault, string before, PublishedArchive gone, PublishedArchive? kept)
    {
        Assert.Null(await OpenAsync(vault, gone.Content));
        var root = await File.ReadAllBytesAsync(vault.RootKey);
        var after = vault.Copy();
        var joined = vault.Copy();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(joined, "vault.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"ATTACH '{Path.Combine(before, "vault.db")}' AS old; INSERT OR IGNORE INTO key_pair SELECT * FROM old.key_pair; INSERT OR IGNORE INTO archive_month SELECT * FROM old.archive_month;";
            command.ExecuteNonQuery();
        }

        await File.WriteAllBytesAsync(Path.Combine(before, "root.key"), root);
        await using (var thief = await TestVault.OpenAsync(before, vault.Clock, new FakeLedger(), new FakeStore(), ownsFolder: true))
            Assert.True((await thief.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Sealed);
        foreach (var folder in (string[])[after, joined])
        {
            await using var thief = await TestVault.OpenAsync(folder, vault.Clock, new FakeLedger(), new FakeStore(), ownsFolder: true);
            Assert.Null(await OpenAsync(thief, gone.Content));
            Assert.Null(await OpenIndexAsync(thief, gone));
            if (kept is not null) Assert.NotNull(await OpenAsync(thief, kept.Content));
        }

        foreach (var file in System.IO.Directory.EnumerateFiles(vault.Folder, "*.db*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(gone.Content.Point));
        }
    }

    private static async Task<byte[]?> OpenIndexAsync(TestVault vault, PublishedArchive month)
    {
        try
        {
            return (await vault.AsOperatorAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", month.Month, ArchiveReason.Test))).PrivateKey;
        }
        catch (CallException refusal) when (refusal.Failure == CallFailure.Rejected)
        {
            return null;
        }
    }
}
