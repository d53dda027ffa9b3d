using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Tests.Calls;

/// <summary>A callee and a caller over a real Unix socket, in this process.</summary>
internal sealed class CallPair(TimeProvider? clock = null) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");
    private readonly Dictionary<RoleKind, string> _tokens = Enum.GetValues<RoleKind>().ToDictionary(kind => kind, _ => CallToken.New());
    private readonly List<CallServer> _servers = [];
    private readonly List<CallClient> _clients = [];

    public string Socket(string instance = "store") => Path.Combine(_folder.FullName, instance + ".sock");

    public string TokenOf(RoleKind caller) => _tokens[caller];

    public async Task<CallServer> ServeAsync(
        RoleKind callee, Action<ICallRegistry> map, string? instance = null, int maxCalls = 1024, long maxRequestBytesTogether = long.MaxValue)
    {
        var registry = new CallRegistry(callee);
        map(registry);
        var server = new CallServer(
            new CallServerOptions
            {
                InstanceName = instance ?? RoleTable.NameOf(callee),
                SocketPath = Socket(instance ?? RoleTable.NameOf(callee)),
                Callers = new CallerTokens(_tokens.Select(pair => new KnownCaller(pair.Key, CallToken.HashOf(pair.Value)))),
                Clock = clock ?? TimeProvider.System,
                Logs = NullLoggerFactory.Instance,
                MaxCalls = maxCalls,
                MaxRequestBytesTogether = maxRequestBytesTogether,
            },
            registry);
        _servers.Add(server);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    public CallClient Client(RoleKind caller = RoleKind.Mx, RoleKind callee = RoleKind.Store, params string[] instances) =>
        ClientWith(_tokens[caller], callee, instances);

    public CallClient ClientWith(string token, RoleKind callee = RoleKind.Store, params string[] instances)
    {
        if (instances.Length == 0) instances = [RoleTable.NameOf(callee)];
        var client = new CallClient(token, instances.Select(instance => new CalleeAddress(callee, instance, Socket(instance))), clock ?? TimeProvider.System);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var server in _servers) await server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

internal static class CallAssert
{
    /// <summary>Nothing in these tests takes long; this only ends a test that would hang.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static async Task<CallException> FailsAsync(CallFailure failure, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<CallException>(() => call().WaitAsync(Patience));
        Assert.Equal(failure, exception.Failure);
        return exception;
    }
}
