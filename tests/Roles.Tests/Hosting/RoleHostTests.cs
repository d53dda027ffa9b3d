using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

namespace Sekisho.Roles.Tests.Hosting;

public sealed class RoleHostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");
    private readonly string _token = CallToken.New();

    [Theory]
    [InlineData("")]
    [InlineData("store")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Without_a_start_order_it_says_who_starts_it(string line)
    {
        using var process = RealProcess.Start("role");
        if (line.Length > 0) process.Tell(line);
        process.EndInput();
        var (exitCode, errors) = await process.EndAsync();
        Assert.Equal(64, exitCode);
        Assert.Contains("sekisho up", errors);
    }

    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("stop")]
    [InlineData("end of input")]
    public async Task It_serves_until_it_is_told_to_stop_and_ends_cleanly(string how)
    {
        using var process = RealProcess.Start("role");
        process.Tell(StartOrder("""{"start":"normal"}"""));
        Assert.Equal("""READY {"addresses":{}}""", await process.ReadLineAsync());
        using var client = new CallClient(_token, [new CalleeAddress(RoleKind.Store, "store", Socket)], TimeProvider.System);
        var health = await client.SendAsync(RoleCalls.Health(RoleKind.Store), Nothing.Value);
        Assert.Equal(("store", "store", process.Pid), (health.Role, health.Instance, health.Pid));
        Assert.InRange(health.MemoryBytes, 10_000_000, 200_000_000);
        Assert.InRange(health.ShareBytes, 1_000_000, health.MemoryBytes);
        switch (how)
        {
            case "SIGTERM": process.Signal(15); break;
            case "stop": process.Tell("stop"); break;
            default: process.EndInput(); break;
        }

        var (exitCode, errors) = await process.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(_folder.FullName, "store", "started")), File.ReadAllText(Path.Combine(_folder.FullName, "store", "stopped")));
        Assert.Contains($"hurry {how == "end of input"}", errors);
        Assert.All(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("""{"t":""", line));
    }

    [Fact]
    public async Task The_signals_of_a_terminal_do_not_end_it()
    {
        using var process = RealProcess.Start("role");
        process.Tell(StartOrder("null"));
        Assert.StartsWith("READY ", await process.ReadLineAsync());
        process.Signal(2);
        process.Signal(1);
        using var client = new CallClient(_token, [new CalleeAddress(RoleKind.Store, "store", Socket)], TimeProvider.System);
        await client.SendAsync(RoleCalls.Health(RoleKind.Store), Nothing.Value);
        // Its own session: what a terminal or timeout(1) sends to the group of the supervisor does not reach it.
        Assert.Equal(process.Pid, SessionOf(process.Pid));
        process.Tell("stop");
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_start_that_fails_is_in_the_log_and_ends_with_70()
    {
        using var process = RealProcess.Start("role");
        process.Tell(StartOrder("""{"start":"throw"}"""));
        var (exitCode, errors) = await process.EndAsync();
        Assert.Equal(70, exitCode);
        Assert.Contains("The port 127.0.0.1:25 is taken.", errors);
    }

    [Fact]
    public async Task Two_processes_never_work_on_one_folder()
    {
        using var first = RealProcess.Start("role");
        first.Tell(StartOrder("null"));
        Assert.StartsWith("READY ", await first.ReadLineAsync());
        using var second = RealProcess.Start("role");
        second.Tell(StartOrder("null"));
        var ready = second.ReadLineAsync();
        first.Tell("stop");
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
        var stopped = File.ReadAllText(Path.Combine(_folder.FullName, "store", "stopped"));
        Assert.StartsWith("READY ", await ready);
        Assert.NotEqual(stopped, File.ReadAllText(Path.Combine(_folder.FullName, "store", "started")));
    }

    [Fact]
    public async Task Health_is_answered_while_the_role_is_full()
    {
        using var process = RealProcess.Start("role");
        process.Tell(StartOrder("null"));
        Assert.StartsWith("READY ", await process.ReadLineAsync());
        using var client = new CallClient(_token, [new CalleeAddress(RoleKind.Store, "store", Socket)], TimeProvider.System);
        using var mx = new CallClient("mx" + _token, [new CalleeAddress(RoleKind.Store, "store", Socket)], TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var many = TestCalls.Accept with { MaxConcurrentPerInstance = 2000 };
        var hanging = Enumerable.Range(0, 1500).Select(_ => mx.SendAsync(many, new Question { Do = "hang" }, cancellation: cancel.Token).AsTask()).ToArray();
        await Task.WhenAny(hanging).WaitAsync(RealProcess.Patience); // the first that is refused: now it is full
        Assert.Equal(process.Pid, (await client.SendAsync(RoleCalls.Health(RoleKind.Store), Nothing.Value)).Pid);
        await cancel.CancelAsync();
        await Task.WhenAll(hanging).ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(RealProcess.Patience);
        Assert.Contains(hanging, call => call.Exception?.InnerException is CallException { Failure: CallFailure.Overloaded });
        Assert.Contains(hanging, call => call.IsCanceled);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Socket => Path.Combine(_folder.FullName, "store.sock");

    private string StartOrder(string options) => JsonSerializer.Serialize(
        new RoleStart
        {
            Role = RoleKind.Store,
            Instance = "store",
            RunId = Guid.NewGuid().ToString(),
            Folder = Path.Combine(_folder.FullName, "store"),
            RunFolder = _folder.FullName,
            Token = CallToken.New(),
            Socket = Socket,
            Callees = [],
            Callers = [new KnownCaller(RoleKind.Supervisor, CallToken.HashOf(_token)), new KnownCaller(RoleKind.Mx, CallToken.HashOf("mx" + _token))],
            Options = JsonDocument.Parse(options).RootElement,
            LogLevel = LogLevel.Information,
        },
        HostJson.Default.RoleStart);

    private static int SessionOf(int pid)
    {
        // proc(5): pid (comm) state ppid pgrp session …
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
    }
}
