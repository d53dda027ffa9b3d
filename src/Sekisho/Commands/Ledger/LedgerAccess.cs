using System.CommandLine;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Verification;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;

namespace Sekisho.Commands.Ledger;

/// <summary>How the commands of the ledger reach it: a running one is asked to publish first; then its folder is read.</summary>
internal static class LedgerAccess
{
    /// <summary>The data folder of the command line or the configuration; null when the errors were told.</summary>
    public static string? DataFolder(ParseResult parse, Surroundings around, CommandOutput output)
    {
        var loaded = GlobalOptions.Load(parse, around.CurrentFolder);
        if (loaded.DataFolder is null) loaded.TellErrors(output);
        return loaded.DataFolder;
    }

    /// <summary>What signs and verifies; null when the failure was told.</summary>
    public static IEd25519? Ed25519(CommandOutput output)
    {
        if (LibcryptoEd25519.TryLoad(out var ed25519, out var problem)) return ed25519;
        output.Fail(problem);
        return null;
    }

    /// <summary>The published log, as new as can be; null when the failure was told.</summary>
    public static async Task<PublishedLog?> OpenAsync(string dataFolder, IEd25519 ed25519, Surroundings around, CommandOutput output, CancellationToken cancellation)
    {
        if (!await PublishAsync(dataFolder, around, cancellation)) output.Note("The system does not run: this is what was published last.");
        if (PublishedLog.TryOpen(LedgerFolders.In(dataFolder), ed25519, out var log, out var problem)) return log;
        output.Fail(problem);
        return null;
    }

    private static async Task<bool> PublishAsync(string dataFolder, Surroundings around, CancellationToken cancellation)
    {
        try
        {
            var calls = around.Connect(dataFolder);
            try
            {
                await calls.SendAsync(LedgerCalls.Checkpoint, Nothing.Value, cancellation: cancellation);
                return true;
            }
            finally
            {
                (calls as IDisposable)?.Dispose();
            }
        }
        catch (Exception problem) when (problem is OperatorConnectionException or CallException)
        {
            return false; // it does not run, or not well: what was published is there all the same
        }
    }
}
