using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>How the command line talks to the running system: with the operator's token out of the run folder.</summary>
public sealed class OperatorConnection : ICallClient, IDisposable
{
    /// <summary>The longest name of a user that goes on record, in characters (Linux has 32).</summary>
    private const int LongestUser = 64;

    private readonly CallClient _calls;

    private OperatorConnection(int pid, CallClient calls)
    {
        SupervisorPid = pid;
        _calls = calls;
    }

    /// <summary>The running supervisor's process identifier.</summary>
    public int SupervisorPid { get; }

    /// <summary>Finds the system that runs on a data folder and makes sure that it is alive.</summary>
    /// <param name="dataFolder">The data folder that the system was started with.</param>
    /// <param name="clock">The clock of the calls' time-outs; the system's when null.</param>
    /// <exception cref="OperatorConnectionException">It cannot be reached; the message says why and what to do.</exception>
    public static OperatorConnection Open(string dataFolder, TimeProvider? clock = null)
    {
        var folder = new RunFolder(dataFolder);
        var file = Read(folder);
        var supervisor = file.Callees.FirstOrDefault(callee => callee.Role == RoleKind.Supervisor)
            ?? throw new OperatorConnectionException(OperatorProblem.Unreadable, $"{folder.OperatorFile} names no socket of the supervisor.");
        try
        {
            CallConnection.Open(supervisor.Socket, TimeProvider.System).Dispose();
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.AccessDenied)
        {
            throw NoPermission(folder, problem);
        }
        catch (SocketException problem) when (problem.SocketErrorCode != SocketError.WouldBlock) // many connect at once: it lives
        {
            throw new OperatorConnectionException(
                OperatorProblem.Stale,
                $"The system that ran on {folder.Data} (process {file.Pid}) has ended without cleaning up. Start it again with 'sekisho up'; it recovers by itself.",
                problem);
        }

        return new OperatorConnection(file.Pid, new CallClient(file.Token, file.Callees, clock ?? TimeProvider.System));
    }

    /// <inheritdoc/>
    public ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default) =>
        _calls.SendAsync(Named(call), request, content, cancellation);

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        _calls.OpenAsync(Named(call), request, cancellation);

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation) =>
        _calls.OpenAsync(call, request, content, cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _calls.Dispose();

    /// <summary>Says who sits at the machine, for the record.</summary>
    private static Call<TRequest, TReply> Named<TRequest, TReply>(Call<TRequest, TReply> call)
    {
        var user = Environment.UserName;
        return call with { Behalf = (call.Behalf ?? new CallBehalf()) with { Person = user.Length <= LongestUser ? user : user[..LongestUser] } };
    }

    private static OperatorFile Read(RunFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder.OperatorFile), SupervisionJson.Default.OperatorFile)
                ?? throw new JsonException("It is empty.");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OperatorConnectionException(
                OperatorProblem.NotRunning,
                $"No system runs on the data folder {folder.Data}. Start one with 'sekisho up', or name the right folder with --data or --config.",
                problem);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw NoPermission(folder, problem);
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            throw new OperatorConnectionException(OperatorProblem.Unreadable, $"{folder.OperatorFile} cannot be read: {problem.Message}", problem);
        }
    }

    private static OperatorConnectionException NoPermission(RunFolder folder, Exception problem) =>
        new(OperatorProblem.NoPermission, $"The system on {folder.Data} belongs to another user: run this command as the user that started it.", problem);
}
