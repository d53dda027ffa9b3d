using Microsoft.Data.Sqlite;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Database;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Tests.Support;
using Sekisho.Testing;

namespace Sekisho.Store.Tests.Database;

public sealed class StartTests
{
    [Fact]
    public async Task A_damaged_database_is_named_with_what_to_do()
    {
        var folder = TestStore.NewFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder, "store.db"), TestStore.Content(8192));
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(folder, new ManualTimeProvider()));
        Assert.Contains("store.db is damaged", failure.Message, StringComparison.Ordinal);
        Assert.Contains("backup", failure.Message, StringComparison.Ordinal);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        var store = await TestStore.NewAsync();
        await store.Role.DisposeAsync();
        Execute(store.DatabasePath, "PRAGMA user_version = 99");
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(store.Folder, store.Clock));
        Assert.Contains("schema 99", failure.Message, StringComparison.Ordinal);
        Execute(store.DatabasePath, FormattableString.Invariant($"PRAGMA user_version = {Schema.Version}"));
        await using var again = await store.RestartAsync();
        Assert.Empty(await again.MailboxAsync(TestStore.Ayumi));
    }

    [Fact]
    public async Task A_database_from_before_there_was_a_search_is_brought_up_to_date_with_its_mail()
    {
        var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(TestStore.Ayumi);
        await store.Role.DisposeAsync();
        Execute(store.DatabasePath, "DROP TABLE archived; DROP TABLE destroyed_month; DROP INDEX message_left; ALTER TABLE message DROP COLUMN left_at; ALTER TABLE tenant DROP COLUMN archive; DROP TABLE tenant_memory; DROP TABLE known_site; DROP TABLE learnable; DROP TABLE learned_sender; DROP TABLE used_order; DROP TABLE search_token; DROP INDEX mailbox_not_indexed; ALTER TABLE mailbox DROP COLUMN indexed; ALTER TABLE directory DROP COLUMN order_keys; PRAGMA user_version = 6");
        await using var again = await store.RestartAsync();
        Assert.Equal([id], (await again.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi, NotIndexed: true))).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_database_from_before_orders_were_signed_takes_them_from_the_next_publication_on()
    {
        var store = await TestStore.NewAsync();
        var id = await store.AcceptAsync(Disposition.Quarantine, TestStore.Content(), TestStore.Ayumi);
        await store.Role.DisposeAsync();
        Execute(store.DatabasePath, "ALTER TABLE directory DROP COLUMN order_keys; DROP INDEX learnable_until; DROP INDEX learnable_tenant; DROP INDEX learnable_digest; ALTER TABLE learnable DROP COLUMN until_day; ALTER TABLE learnable DROP COLUMN taught; ALTER TABLE learnable DROP COLUMN digest; ALTER TABLE tenant_memory RENAME COLUMN salt TO key; PRAGMA user_version = 10");
        await using var again = await store.RestartAsync();
        var release = new QuarantineChangeRequest(QuarantineAction.Release, id);
        await TestStore.RejectedAsync(async () => await again.Calls.SendAsync(StoreCalls.QuarantineChange, release));
        Assert.Equal(again.Keys.OrderKey.Id, (await again.PublishAsync()).OrderKey);
        Assert.Equal(1, (await again.Calls.SendAsync(StoreCalls.QuarantineChange, release)).Changed);
    }

    [Fact]
    public async Task A_database_of_something_else_is_left_alone()
    {
        var folder = TestStore.NewFolder();
        Execute(Path.Combine(folder, "store.db"), "CREATE TABLE recipes (name TEXT)");
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(folder, new ManualTimeProvider()));
        Assert.Contains("not one of this store", failure.Message, StringComparison.Ordinal);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_ordered_stop_leaves_one_whole_file_and_no_log()
    {
        var store = await TestStore.NewAsync();
        await store.AcceptAsync(TestStore.Ayumi);
        Assert.Single((await store.Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(TestStore.Ayumi))).Items);
        await store.Role.DisposeAsync();
        Assert.Equal(["store.db"], System.IO.Directory.EnumerateFiles(store.Folder, "store.db*").Select(Path.GetFileName));
        System.IO.Directory.Delete(store.Folder, recursive: true);
    }

    [Fact]
    public async Task Two_stores_do_not_share_a_folder()
    {
        await using var store = await TestStore.NewAsync();
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(store.Folder, store.Clock));
        Assert.Contains("Another process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync("/nowhere/at/all", new ManualTimeProvider()));
        Assert.Contains("/nowhere/at/all", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_mail_in_clear_text_is_refused_with_what_to_do()
    {
        var store = await TestStore.NewAsync();
        await store.Role.DisposeAsync();
        Execute(store.DatabasePath, "PRAGMA user_version = 1");
        var failure = await Assert.ThrowsAsync<StoreFolderException>(() => TestStore.OpenAsync(store.Folder, store.Clock));
        Assert.Contains("clear text", failure.Message, StringComparison.Ordinal);
        System.IO.Directory.Delete(store.Folder, recursive: true);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
