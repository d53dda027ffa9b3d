using System.Buffers;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;
using Sekisho.Roles.Tests.Calls;
using Sekisho.Roles.Tests.Hosting;

namespace Sekisho.Roles.Tests.Supervision;

public sealed class SupervisorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_roles_start_in_order_serve_and_stop_the_other_way_round(bool singleProcess)
    {
        await using var system = await TestSystem.StartAsync(singleProcess: singleProcess);
        Assert.True(system.Supervisor.Status.Ready);
        Assert.Equal(["127.0.0.1:2525"], system.Supervisor.Addresses["mx"]);
        Assert.Equal(["store", "deliver", "inspect.1", "inspect.2", "mx"], system.Supervisor.Status.Processes.Select(process => process.Instance));
        Assert.Equal(singleProcess ? 1 : 5, system.Supervisor.Status.Processes.Select(process => process.Pid).Distinct().Count());
        await system.Log.ForAsync(" is ready (process", times: 5);
        // The workers start beside the others; who calls them waits for them too.
        var ready = RolesSaying(system, " is ready (process").ToList();
        Assert.Equal(["store", "deliver", "mx"], ready.Where(role => role != "inspect"));
        Assert.Equal((5, "mx"), (ready.Count, ready[^1]));

        using (var connection = OperatorConnection.Open(system.Data))
        {
            Assert.Equal("operator", (await connection.SendAsync(TestCalls.Status, new Question { Text = "hello" })).Caller);
            Assert.StartsWith("inspect.", (await connection.SendAsync(TestCalls.Inspect, new Question())).Instance);
            await CallAssert.FailsAsync(CallFailure.NotAllowed, () => connection.SendAsync(TestCalls.Accept, new Question()).AsTask());
            var status = await connection.SendAsync(SupervisorCalls.Status, Nothing.Value);
            Assert.Equal((Environment.ProcessId, true, 5), (status.Pid, status.Ready, status.Processes.Count));
            Assert.Equal(["127.0.0.1:2525"], status.Addresses["mx"]);
        }

        await system.Supervisor.StopAsync(CancellationToken.None).WaitAsync(RealProcess.Patience);
        Assert.All(system.Supervisor.Status.Processes, process => Assert.Equal((ProcessState.Stopped, 0), (process.State, process.Pid)));
        await system.Log.ForAsync("Test role stops, hurry False", times: 5);
        Assert.Equal(["mx", "inspect", "inspect", "deliver", "store"], RolesSaying(system, "Test role stops, hurry False"));
        foreach (var name in new[] { "mx", "deliver", "inspect/1", "inspect/2", "store" })
            Assert.True(File.Exists(Path.Combine(system.Data, name, "stopped")), name);
        Assert.Empty(Directory.GetFiles(Path.Combine(system.Data, "run"), "*.sock"));
        Assert.False(File.Exists(Path.Combine(system.Data, "run", "operator.json")));
    }

    [Fact]
    public async Task A_killed_role_is_started_again_and_the_others_find_it()
    {
        await using var system = await TestSystem.StartAsync();
        using var connection = OperatorConnection.Open(system.Data);
        var first = system.Of("store").Pid;
        var others = system.Supervisor.Status.Processes.Where(process => process.Instance != "store").Select(process => process.Pid).ToArray();
        var hanging = connection.SendAsync(TestCalls.Status, new Question { Do = "hang" }).AsTask();
        await connection.SendAsync(TestCalls.Status, new Question());
        RealProcess.Signal(first, 9);
        await CallAssert.FailsAsync(CallFailure.Interrupted, () => hanging);
        await system.Log.ForAsync("store is ready", times: 2);
        Assert.Equal("back", (await connection.SendAsync(TestCalls.Status, new Question { Text = "back" })).Text);
        var status = system.Of("store");
        Assert.NotEqual(first, status.Pid);
        Assert.Equal((1, "killed by signal 9", ProcessState.Running), (status.Restarts, status.LastEnd, status.State));
        Assert.Equal(others, system.Supervisor.Status.Processes.Where(process => process.Instance != "store").Select(process => process.Pid));
    }

    [Theory]
    [InlineData("crash-hang", "exit code 70: An exception that nobody handled ends this process.")]
    [InlineData("exit", "exit code 3")]
    public async Task A_role_that_crashes_is_started_again_and_its_last_words_are_kept(string how, string lastEnd)
    {
        await using var system = await TestSystem.StartAsync();
        using var connection = OperatorConnection.Open(system.Data);
        await CallAssert.FailsAsync(
            CallFailure.Interrupted,
            () => connection.SendAsync(TestCalls.Inspect, new Question { Do = how }).AsTask());
        await system.Log.ForAsync("has ended");
        var crashed = system.Supervisor.Status.Processes.Single(process => process.Restarts == 1);
        Assert.StartsWith("inspect.", crashed.Instance);
        Assert.Equal(lastEnd, crashed.LastEnd);
        // The other one works on meanwhile.
        await connection.SendAsync(TestCalls.Inspect, new Question());
        await system.Log.ForAsync(crashed.Instance + " is ready", times: 2);
        if (how == "crash-hang") await system.Log.ForAsync("Crashed as asked.");
    }

    [Fact]
    public async Task A_role_that_does_not_answer_is_killed_and_started_again()
    {
        await using var system = await TestSystem.StartAsync(options => options with
        {
            HealthInterval = TimeSpan.FromSeconds(1),
            HealthTimeout = TimeSpan.FromSeconds(4),
        });
        var first = system.Of("deliver").Pid;
        RealProcess.Signal(first, 19); // SIGSTOP: alive and silent
        await system.Log.ForAsync("deliver has not answered for");
        await system.Log.ForAsync("deliver is ready", times: 2);
        Assert.NotEqual(first, system.Of("deliver").Pid);
        Assert.Contains("no answer for", system.Of("deliver").LastEnd);
    }

    [Fact]
    public async Task A_role_that_does_not_come_back_is_tried_again_and_again_and_the_others_work_on()
    {
        await using var system = await TestSystem.StartAsync(options => options with
        {
            Roles = [.. options.Roles.Where(plan => plan.Kind != RoleKind.Deliver), TestSystem.Plan(RoleKind.Deliver, """{"start":"crash-again"}""")],
        });
        RealProcess.Signal(system.Of("deliver").Pid, 9);
        await system.Log.ForAsync("deliver did not start again", times: 3);
        Assert.InRange(system.Of("deliver").Restarts, 3, 100);
        Assert.False(system.Supervisor.Status.Ready);
        using var connection = OperatorConnection.Open(system.Data);
        await connection.SendAsync(TestCalls.Status, new Question());
        await system.Supervisor.StopAsync(CancellationToken.None).WaitAsync(RealProcess.Patience);
        Assert.True(File.Exists(Path.Combine(system.Data, "store", "stopped")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_a_role_cannot_start_the_reason_is_told_and_everything_is_ended(bool singleProcess)
    {
        await using var system = new TestSystem(
            options => options with
            {
                Roles = [.. options.Roles.Where(plan => plan.Kind != RoleKind.Mx), TestSystem.Plan(RoleKind.Mx, """{"start":"throw"}""")],
            },
            singleProcess);
        var exception = await Assert.ThrowsAsync<SupervisorException>(() => system.Supervisor.StartAsync(CancellationToken.None).WaitAsync(RealProcess.Patience));
        Assert.StartsWith("mx ", exception.Message);
        Assert.EndsWith("The port 127.0.0.1:25 is taken.", exception.Message);
        Assert.False(File.Exists(Path.Combine(system.Data, "run", "operator.json")));
        Assert.Equal(OperatorProblem.NotRunning, Assert.Throws<OperatorConnectionException>(() => OperatorConnection.Open(system.Data)).Problem);
    }

    [Fact]
    public async Task A_role_that_is_not_ready_in_time_ends_the_start()
    {
        await using var system = new TestSystem(options => options with
        {
            ReadyTimeout = TimeSpan.FromSeconds(1),
            Roles = [TestSystem.Plan(RoleKind.Store, """{"start":"hang"}""")],
        });
        var exception = await Assert.ThrowsAsync<SupervisorException>(() => system.Supervisor.StartAsync(CancellationToken.None).WaitAsync(RealProcess.Patience));
        Assert.StartsWith("store was not ready in 1 seconds", exception.Message);
    }

    [Fact]
    public async Task A_role_that_does_not_stop_in_its_grace_is_killed()
    {
        await using var system = await TestSystem.StartAsync(options => options with
        {
            StopGrace = TimeSpan.FromMilliseconds(300),
            Roles = [TestSystem.Plan(RoleKind.Store, """{"stop":"hang"}""")],
        });
        await system.Supervisor.StopAsync(CancellationToken.None).WaitAsync(RealProcess.Patience);
        await system.Log.ForAsync("store did not stop in its time: killing it.");
        Assert.Equal("killed by signal 9", system.Of("store").LastEnd);
    }

    [Fact]
    public async Task A_call_that_waits_for_something_to_happen_ends_when_the_role_stops()
    {
        await using var system = await TestSystem.StartAsync();
        using var connection = OperatorConnection.Open(system.Data);
        var waiting = connection.SendAsync(TestCalls.Status, new Question { Do = "until-stop", Text = "done" }).AsTask();
        await connection.SendAsync(TestCalls.Status, new Question());
        await system.Supervisor.StopAsync(CancellationToken.None).WaitAsync(RealProcess.Patience);
        Assert.Equal("done", (await waiting).Text);
    }

    [Fact]
    public async Task A_hundred_megabytes_pass_through_a_role_in_bounded_memory()
    {
        const long bytes = 100_000_000;
        await using var system = await TestSystem.StartAsync();
        using var connection = OperatorConnection.Open(system.Data);
        await connection.SendAsync(TestCalls.Status, new Question { Do = "read" }, new ReadOnlySequence<byte>(new byte[1_000_000]));
        var before = (await connection.SendAsync(TestCalls.Status, new Question { Do = "peak" })).Number;

        var answer = await connection.SendAsync(TestCalls.Status, new Question { Do = "read" }, new ReadOnlySequence<byte>(new byte[bytes]));
        Assert.Equal(bytes, answer.Number);

        var own = GC.GetTotalAllocatedBytes();
        await using (var reply = await connection.OpenAsync(TestCalls.Status, new Question { Do = "content", Number = bytes }))
        {
            var buffer = new byte[64 * 1024];
            long total = 0;
            while (await reply.Content.ReadAsync(buffer) is > 0 and var read) total += read;
            Assert.Equal(bytes, total);
        }

        var after = (await connection.SendAsync(TestCalls.Status, new Question { Do = "peak" })).Number;
        Assert.InRange(after - before, 0, 40_000_000);
        Assert.InRange(GC.GetTotalAllocatedBytes() - own, 0, 90_000_000); // other tests allocate beside this one
    }

    [Fact]
    public async Task A_role_gets_a_clean_environment_no_debugger_and_all_the_descriptors_there_are()
    {
        Environment.SetEnvironmentVariable("SEKISHO_TEST_SECRET", "not for children");
        await using var system = await TestSystem.StartAsync(options => options with
        {
            Roles = [TestSystem.Plan(RoleKind.Store) with { HeapLimitBytes = 256 * 1024 * 1024, Environment = new Dictionary<string, string> { ["OWN"] = "1" } }],
        });
        using var connection = OperatorConnection.Open(system.Data);
        var names = (await connection.SendAsync(TestCalls.Status, new Question { Do = "variables" })).Text.Split(' ');
        Assert.DoesNotContain("SEKISHO_TEST_SECRET", names);
        Assert.DoesNotContain("PATH", names);
        Assert.Contains("OWN", names);
        Assert.Equal("0", (await connection.SendAsync(TestCalls.Status, new Question { Do = "variable", Text = "DOTNET_EnableDiagnostics" })).Text);
        Assert.Equal("10000000", (await connection.SendAsync(TestCalls.Status, new Question { Do = "variable", Text = "DOTNET_GCHeapHardLimit" })).Text);
        var limits = (await connection.SendAsync(TestCalls.Status, new Question { Do = "limits" })).Text.Split('\n')
            .Single(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(limits[4], limits[3]); // the runtime itself raises the soft limit to the hard one
    }

    [Fact]
    public async Task The_folder_of_sockets_and_the_operators_token_are_the_owners_alone()
    {
        await using var system = await TestSystem.StartAsync(options => options with { Roles = [TestSystem.Plan(RoleKind.Store)] });
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var run = Path.Combine(system.Data, "run");
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(run));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(system.Data, "store")));
        foreach (var name in new[] { "operator.json", "store/call.sock", "supervisor.sock" })
            Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(run, name)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_supervisor_asks_one_process_by_its_name(bool singleProcess)
    {
        await using var system = await TestSystem.StartAsync(singleProcess: singleProcess);
        foreach (var instance in (string[])["inspect.2", "inspect.1", "inspect.2"])
        {
            var answer = await system.Supervisor.AskAsync(instance, TestCalls.Rules, new Question { Text = "hello" }, CancellationToken.None);
            Assert.Equal((instance, "supervisor", "hello"), (answer.Instance, answer.Caller, answer.Text));
        }

        await CallAssert.FailsAsync(CallFailure.NotAllowed, () => system.Supervisor.AskAsync("inspect.1", TestCalls.Inspect, new Question(), CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => system.Supervisor.AskAsync("inspect.3", TestCalls.Rules, new Question(), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Options_that_change_are_asked_for_at_every_start()
    {
        var asked = 0;
        await using var system = await TestSystem.StartAsync(options => options with
        {
            Roles =
            [
                new RolePlan
                {
                    Kind = RoleKind.Store,
                    OptionsNow = () => System.Text.Json.JsonDocument.Parse($"{Interlocked.Increment(ref asked)}").RootElement,
                },
            ],
        });
        Assert.Equal(1, asked);
        RealProcess.Signal(system.Of("store").Pid, 9);
        await system.Log.ForAsync("store is ready", times: 2);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task The_status_has_the_notices_of_every_topic_and_new_ones_replace_the_old_of_theirs()
    {
        await using var system = new TestSystem();
        system.Supervisor.SetNotices("rules", [new SystemNotice("rules", false, "one"), new SystemNotice("rules", true, "two")]);
        system.Supervisor.SetNotices("disk", [new SystemNotice("disk", true, "full")]);
        Assert.Equal(["full", "one", "two"], system.Supervisor.Status.Notices.Select(notice => notice.Text));
        system.Supervisor.SetNotices("rules", [new SystemNotice("rules", false, "three")]);
        system.Supervisor.SetNotices("disk", []);
        Assert.Equal(["three"], system.Supervisor.Status.Notices.Select(notice => notice.Text));
    }

    [Fact]
    public async Task A_second_supervisor_on_the_same_folder_is_told_who_the_first_is()
    {
        await using var system = await TestSystem.StartAsync(options => options with { Roles = [TestSystem.Plan(RoleKind.Store)] });
        await using var second = new TestSystem(options => options with { DataFolder = system.Data });
        var exception = await Assert.ThrowsAsync<SupervisorException>(() => second.Supervisor.StartAsync(CancellationToken.None));
        Assert.Contains($"(process {Environment.ProcessId})", exception.Message);
        using var connection = OperatorConnection.Open(system.Data);
        await connection.SendAsync(TestCalls.Status, new Question());
    }

    [Fact]
    public async Task A_data_folder_whose_path_is_too_long_for_a_socket_is_refused_with_a_reason()
    {
        await using var system = new TestSystem(options => options with { DataFolder = Path.Combine(options.DataFolder, new string('x', 100)) });
        var exception = await Assert.ThrowsAsync<SupervisorException>(() => system.Supervisor.StartAsync(CancellationToken.None));
        Assert.Contains("107 bytes", exception.Message);
    }

    [Theory]
    [InlineData(RoleKind.Operator, 1)]
    [InlineData(RoleKind.Supervisor, 1)]
    [InlineData(RoleKind.Store, 2)]
    [InlineData(RoleKind.Store, 0)]
    [InlineData(RoleKind.Inspect, 65)]
    public async Task A_plan_that_the_table_does_not_know_is_refused(RoleKind kind, int instances)
    {
        await using var system = new TestSystem(options => options with { Roles = [new RolePlan { Kind = kind, Instances = instances }] });
        await Assert.ThrowsAsync<SupervisorException>(() => system.Supervisor.StartAsync(CancellationToken.None));
    }

    /// <summary>Which roles the log shows with a text, in order, without their numbers.</summary>
    private static IEnumerable<string> RolesSaying(TestSystem system, string text) =>
        from line in system.Log.Lines
        where line.Contains(text, StringComparison.Ordinal)
        let record = System.Text.Json.JsonDocument.Parse(line).RootElement
        let role = record.GetProperty("role").GetString()!
        select (role == "supervisor" ? record.GetProperty("message").GetString()!.Split(' ')[0] : role).Split('.')[0];
}
