using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;

namespace Sekisho.Commands;

/// <summary>A command that does something. The one place where failures become words and an exit code.</summary>
internal abstract class LeafCommand : Command
{
    private readonly Surroundings _surroundings;

    /// <summary>Makes the command.</summary>
    protected LeafCommand(string name, string description, Surroundings surroundings)
        : base(name, description)
    {
        _surroundings = surroundings;
        SetAction(RunGuardedAsync);
    }

    /// <summary>What commands find around them.</summary>
    protected Surroundings Surroundings => _surroundings;

    /// <summary>The fields of its JSON lines; empty when it prints none.</summary>
    public virtual IReadOnlyList<JsonField> Fields => [];

    /// <summary>What its exit codes mean beyond the usual.</summary>
    public virtual string ExitCodeNotes => "0 done, 1 failed, 2 wrong usage.";

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation);

    private async Task<int> RunGuardedAsync(ParseResult parse, CancellationToken cancellation)
    {
        var output = new CommandOutput(_surroundings.Console, GlobalOptions.WantsJson(parse));
        // Never silently with more rights than were asked for.
        if (this is not SystemCommand && GlobalOptions.PersonOf(parse) is not null) return output.Fail("--person is for commands that ask the running system.");
        try
        {
            return await RunAsync(parse, output, cancellation);
        }
        catch (OperatorConnectionException exception)
        {
            return output.Fail(exception.Message);
        }
        catch (CallException exception)
        {
            return output.Fail(exception.Message, AdviceOf(exception.Failure));
        }
        catch (SupervisorException exception)
        {
            return output.Fail(exception.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return output.Fail("Ended before it was done, as asked.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return output.Fail(exception.Message);
        }
        catch (Exception exception)
        {
            return output.Fail($"This should not have happened: {exception.GetType().Name}: {exception.Message}", "Please report it with the command line and what was in the log.");
        }
    }

    private static string AdviceOf(CallFailure failure) => failure switch
    {
        CallFailure.Unavailable => "See 'sekisho status'.",
        CallFailure.Interrupted or CallFailure.TimedOut => "Perhaps it was done, perhaps not: look, then ask again.",
        CallFailure.Overloaded => "Try again in a moment.",
        CallFailure.Faulted => "The log of the running system says more.",
        _ => "",
    };
}
