using Sekisho.Roles.Calls;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;
using static Sekisho.Deliver.Tests.DeliverUnderTest;

namespace Sekisho.Deliver.Tests.Leasing;

public sealed class LeasingTests
{
    [Fact]
    public async Task One_connection_carries_many_messages()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        for (var i = 0; i < 10; i++) Assert.Equal(DeliveryOutcome.Delivered, (await deliver.DeliverAsync(Relay(server))).Request.Results[0].Outcome);
        Assert.Equal((1, 10), (server.Sessions, server.Messages.Count));
    }

    [Fact]
    public async Task Under_load_due_messages_come_together_and_are_leased_and_opened_in_one_call()
    {
        var clock = new ManualTimeProvider();
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { LeaseGatherSeconds = 0.04 }, clock);
        await deliver.DeliverAsync(Relay(server));
        Assert.Single(deliver.Store.OpenedLeases);

        // The next ask comes when the clock has moved, with all that has fallen due meanwhile.
        var ids = Enumerable.Range(0, 20).Select(_ => deliver.Add(Relay(server))).ToList();
        var all = Task.WhenAll(ids.Select(deliver.Store.SettledAsync));
        while (!all.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(40));
            await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        await all;
        Assert.Equal([1, 20], deliver.Store.OpenedLeases.Select(call => call.Boxes.Count));
    }

    [Fact]
    public async Task A_store_that_is_being_started_again_is_waited_for_with_the_content()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { InlineContentBytes = 0 });
        deliver.Store.Fail("store.read-content", CallFailure.Unavailable, CallFailure.Interrupted, CallFailure.Overloaded);
        Assert.Equal(DeliveryOutcome.Delivered, (await deliver.DeliverAsync(Relay(server))).Request.Results[0].Outcome);
        Assert.Equal(1, deliver.Store.ContentReads);
    }

    [Fact]
    public async Task A_connection_ends_after_its_number_of_messages()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxMessagesPerConnection = 3 });
        for (var i = 0; i < 7; i++) await deliver.DeliverAsync(Relay(server));
        Assert.Equal(3, server.Sessions);
    }

    [Fact]
    public async Task A_connection_that_the_server_has_closed_meanwhile_costs_nothing()
    {
        await using var server = ScriptedSmtpServer.Start();
        var closed = new SemaphoreSlim(0);
        server.Script = async session =>
        {
            var done = false;
            server.Reply = command =>
            {
                if (command == "(content)") done = true;
                return command.StartsWith("MAIL", StringComparison.Ordinal) && done ? "CLOSE" : null;
            };
            await server.ServeAsync(session);
            closed.Release();
        };
        await using var deliver = await DeliverUnderTest.StartAsync();
        for (var i = 0; i < 3; i++) Assert.Equal(DeliveryOutcome.Delivered, (await deliver.DeliverAsync(Relay(server))).Request.Results[0].Outcome);
        Assert.Equal((3, 3), (server.Sessions, server.Messages.Count));
    }

    [Fact]
    public async Task An_idle_connection_is_ended_with_QUIT_after_its_time()
    {
        var clock = new ManualTimeProvider();
        await using var server = ScriptedSmtpServer.Start();
        var quit = new TaskCompletionSource();
        server.Reply = command =>
        {
            if (command == "QUIT") quit.TrySetResult();
            return null;
        };
        await using var deliver = await DeliverUnderTest.StartAsync(clock: clock);
        await deliver.DeliverAsync(Relay(server));
        for (var i = 0; i < 100 && !quit.Task.IsCompleted; i++)
        {
            // The connection goes back to the pool a moment before or after the result is recorded.
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(quit.Task, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        await quit.Task.WaitAsync(StoreInMemory.Guard);
    }

    [Fact]
    public async Task No_destination_gets_more_connections_than_its_limit()
    {
        var most = 0;
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command =>
        {
            for (var open = server.OpenSessions; ;)
            {
                var seen = Volatile.Read(ref most);
                if (open <= seen || Interlocked.CompareExchange(ref most, open, seen) == seen) return null;
            }
        };
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxConnectionsPerDestination = 3 });
        var ids = Enumerable.Range(0, 60).Select(_ => deliver.Add(Relay(server))).ToList();
        foreach (var id in ids) await deliver.Store.SettledAsync(id);
        Assert.InRange(most, 1, 3);
        Assert.Equal(60, server.Messages.Count);
    }

    [Fact]
    public async Task A_destination_that_hangs_does_not_hold_up_another()
    {
        await using var hanging = ScriptedSmtpServer.Start();
        hanging.Script = session => session.HangAsync();
        await using var good = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxConnectionsPerDestination = 2 });
        var stuck = Enumerable.Range(0, 20).Select(_ => deliver.Add(Relay(hanging))).ToList();
        var others = Enumerable.Range(0, 20).Select(_ => deliver.Add(Relay(good))).ToList();
        foreach (var id in others) Assert.Equal(DeliveryOutcome.Delivered, (await deliver.Store.SettledAsync(id)).Request.Results[0].Outcome);
        Assert.DoesNotContain(stuck, deliver.Store.IsSettled);
        Assert.Contains(deliver.Store.Requests, request => request.BusyDestinations.Contains(hanging.Address));

        // Twice the connections are taken from the store, and no more.
        Assert.InRange(deliver.Store.LeasedCount, 2, 4);
    }

    [Fact]
    public async Task When_the_store_is_away_for_a_while_nothing_is_lost()
    {
        var store = new StoreInMemory();
        store.Fail("store.lease-due", CallFailure.Unavailable, CallFailure.Interrupted, CallFailure.Overloaded);
        store.Fail("store.settle", CallFailure.Unavailable, CallFailure.TimedOut);
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(store: store);
        Assert.Equal(DeliveryOutcome.Delivered, (await deliver.DeliverAsync(Relay(server))).Request.Results[0].Outcome);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_stop_ends_what_is_under_way_and_takes_nothing_new()
    {
        await using var server = ScriptedSmtpServer.Start();
        var sending = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        server.Script = async session =>
        {
            sending.TrySetResult();
            await release.Task.WaitAsync(session.Stop);
            await server.ServeAsync(session);
        };
        await using var deliver = await DeliverUnderTest.StartAsync();
        var id = deliver.Add(Relay(server));
        await sending.Task.WaitAsync(StoreInMemory.Guard);
        var stopping = deliver.StopAsync();
        var late = deliver.Add(Relay(server));
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping.WaitAsync(StoreInMemory.Guard);
        Assert.True(deliver.Store.IsSettled(id));
        Assert.False(deliver.Store.IsSettled(late));
    }

    [Fact]
    public async Task In_a_hurry_the_rest_is_dropped_and_not_reported()
    {
        await using var server = ScriptedSmtpServer.Start();
        var sending = new TaskCompletionSource();
        server.Script = session =>
        {
            sending.TrySetResult();
            return session.HangAsync();
        };
        await using var deliver = await DeliverUnderTest.StartAsync();
        var id = deliver.Add(Relay(server));
        await sending.Task.WaitAsync(StoreInMemory.Guard);
        using var hurry = new CancellationTokenSource();
        var stopping = deliver.StopAsync(hurry.Token);
        await hurry.CancelAsync();
        await stopping.WaitAsync(StoreInMemory.Guard);
        Assert.False(deliver.Store.IsSettled(id));
    }

    [Fact]
    public async Task A_job_ends_before_its_lease_and_who_has_got_it_does_not_get_it_again()
    {
        var clock = new ManualTimeProvider();
        await using var server = ScriptedSmtpServer.Start();
        var silent = SilentInTheSecondTransaction(server);
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxJobSeconds = 10 }, clock);
        var id = deliver.Add(Relay(server), recipients: ["a@example.net", "b@example.net"]);
        await silent.WaitAsync(StoreInMemory.Guard);
        clock.Advance(TimeSpan.FromSeconds(10));
        var (request, _) = await deliver.Store.SettledAsync(id);
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Deferred], request.Results.Select(result => result.Outcome));
        Assert.Contains("4.4.7", request.Results[1].Reply, StringComparison.Ordinal);
        Assert.False(request.DestinationDown);
    }

    [Fact]
    public async Task The_wait_for_a_slot_is_part_of_the_time_of_a_job()
    {
        var clock = new ManualTimeProvider();
        await using var server = ScriptedSmtpServer.Start();
        server.Script = session => session.HangAsync();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxJobSeconds = 10, MaxConnectionsPerDestination = 1 }, clock);
        var ids = new[] { deliver.Add(Relay(server)), deliver.Add(Relay(server)) };
        for (var i = 0; i < 1000 && !ids.All(deliver.Store.IsSettled); i++)
        {
            // The second is leased a moment before or after the first hangs.
            if (deliver.Store.LeasedCount == 2) clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(deliver.Store.SettledAsync(ids[1]), Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        var replies = await Task.WhenAll(ids.Select(async id => (await deliver.Store.SettledAsync(id)).Request.Results[0].Reply));
        Assert.Single(replies, reply => reply.Contains("4.4.5", StringComparison.Ordinal));
        Assert.InRange(server.Sessions, 0, 1);
    }

    [Fact]
    public async Task No_further_transaction_begins_when_it_could_outlast_the_lease()
    {
        var clock = new ManualTimeProvider();
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["PIPELINING", "LIMITS RCPTMAX=1"];
        server.Reply = command =>
        {
            if (command == "(content)") clock.Advance(TimeSpan.FromSeconds(6));
            return null;
        };
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { LastTransactionSeconds = 5 }, clock);
        var (request, _) = await deliver.DeliverAsync(Relay(server), recipients: ["a@example.net", "b@example.net"]);
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Deferred], request.Results.Select(result => result.Outcome));
        Assert.Single(server.Messages);
    }

    [Fact]
    public void A_job_ends_while_its_lease_holds()
    {
        var options = new DeliverOptions();
        Assert.True(options.LastTransactionSeconds + options.Timeouts.Transaction.TotalSeconds <= options.MaxJobSeconds);
        Assert.True(options.MaxJobSeconds <= new Sekisho.Store.StoreOptions().LeaseMinutes * 60 * 3 / 4);
    }

    [Fact]
    public void The_options_survive_JSON()
    {
        var options = new DeliverOptions { Hostname = "mail.example", DnsServers = ["127.0.0.1:53"], Timeouts = new() { Greeting = TimeSpan.FromSeconds(7) } };
        var json = System.Text.Json.JsonSerializer.Serialize(options, DeliverJson.Default.DeliverOptions);
        var read = System.Text.Json.JsonSerializer.Deserialize(json, DeliverJson.Default.DeliverOptions)!;
        Assert.Equal(("mail.example", "127.0.0.1:53", TimeSpan.FromSeconds(7), 20), (read.Hostname, read.DnsServers[0], read.Timeouts.Greeting, read.MaxConnectionsPerDestination));
    }

    /// <summary>One recipient a transaction; the second MAIL gets no reply, which the task tells.</summary>
    private static Task SilentInTheSecondTransaction(ScriptedSmtpServer server)
    {
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = false;
        server.Extensions = ["PIPELINING", "LIMITS RCPTMAX=1"];
        server.Reply = command =>
        {
            taken |= command == "(content)";
            if (!taken || !command.StartsWith("MAIL", StringComparison.Ordinal)) return null;
            silent.TrySetResult();
            return "";
        };
        return silent.Task;
    }
}
