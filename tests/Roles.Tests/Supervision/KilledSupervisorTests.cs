using System.Text.Json;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.TestHost;
using Sekisho.Roles.Tests.Hosting;

namespace Sekisho.Roles.Tests.Supervision;

/// <summary>The whole system as a process tree, ended from outside.</summary>
public sealed class KilledSupervisorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");

    [Fact]
    public async Task When_the_supervisor_is_killed_the_roles_end_by_themselves_and_the_next_start_recovers()
    {
        using (var first = RealProcess.Start("up", _folder.FullName))
        {
            var pids = await ReadyAsync(first);
            Assert.Equal(5, pids.Count);
            RealProcess.Signal(first.Pid, 9);
            await first.EndAsync(); // also waits until the roles have closed the error stream that they share
            Assert.Equal(OperatorProblem.Stale, Assert.Throws<OperatorConnectionException>(() => OperatorConnection.Open(_folder.FullName)).Problem);
        }

        using var second = RealProcess.Start("up", _folder.FullName);
        await ReadyAsync(second);
        // The next start waits for the last process of the earlier one, so by now each has ended, cleanly.
        foreach (var name in new[] { "mx", "deliver", "inspect/1", "inspect/2", "store" })
            Assert.True(File.Exists(Path.Combine(_folder.FullName, name, "stopped")), name);
        using (var connection = OperatorConnection.Open(_folder.FullName))
        {
            Assert.Equal(second.Pid, connection.SupervisorPid);
            await connection.SendAsync(TestCalls.Status, new Question());
        }

        second.Signal(15);
        Assert.Equal(0, (await second.EndAsync()).ExitCode);
        Assert.Equal(OperatorProblem.NotRunning, Assert.Throws<OperatorConnectionException>(() => OperatorConnection.Open(_folder.FullName)).Problem);
    }

    [Fact]
    public async Task A_role_of_a_killed_supervisor_that_hangs_is_killed_by_the_next_start()
    {
        int hanging;
        using (var first = RealProcess.Start("up", _folder.FullName))
        {
            hanging = (await ReadyAsync(first))["store"];
            RealProcess.Signal(hanging, 19); // SIGSTOP: it will not notice that its supervisor dies
            RealProcess.Signal(first.Pid, 9);
            await first.GoneAsync(); // before that, it has its lock
        }

        using var second = RealProcess.Start("up", _folder.FullName);
        Assert.NotEqual(hanging, (await ReadyAsync(second))["store"]);
        second.Signal(15);
        var (exitCode, errors) = await second.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains($"store of an earlier run (process {hanging}) still hangs: killing it.", errors);
    }

    [Fact]
    public async Task An_interrupt_stops_the_system_in_order()
    {
        using var process = RealProcess.Start("up", _folder.FullName);
        await ReadyAsync(process);
        process.Signal(2);
        process.Signal(15); // the same wish twice at once is no hurry
        var (exitCode, errors) = await process.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("The system has stopped.", errors);
        Assert.DoesNotContain("killing it", errors);
    }

    [Fact]
    public async Task Who_is_not_the_owner_is_told_so()
    {
        using var process = RealProcess.Start("up", _folder.FullName);
        await ReadyAsync(process);
        // A test that runs as root cannot be refused by modes: a folder in the file's place cannot be read by anybody.
        var file = Path.Combine(_folder.FullName, "run", "operator.json");
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Equal(OperatorProblem.NoPermission, Assert.Throws<OperatorConnectionException>(() => OperatorConnection.Open(_folder.FullName)).Problem);
        Directory.Delete(file);
        await File.WriteAllTextAsync(file, "{");
        Assert.Equal(OperatorProblem.Unreadable, Assert.Throws<OperatorConnectionException>(() => OperatorConnection.Open(_folder.FullName)).Problem);
        process.Signal(15);
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<Dictionary<string, int>> ReadyAsync(RealProcess process)
    {
        var line = await process.ReadLineAsync();
        if (line is null) Assert.Fail((await process.EndAsync()).Errors);
        Assert.StartsWith("READY ", line);
        return JsonSerializer.Deserialize(line["READY ".Length..], TestJson.Default.DictionaryStringString)!
            .ToDictionary(pair => pair.Key, pair => int.Parse(pair.Value));
    }
}
