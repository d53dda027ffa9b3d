namespace Sekisho.Store.Database;

/// <summary>
/// The commit itself failed: this process does not see its changes, but a crash now could bring them back from the log.
/// What the changes name (a content file) must therefore stay until the next start has judged.
/// </summary>
internal sealed class UncertainCommitException(Exception cause) : Exception(cause.Message, cause);
