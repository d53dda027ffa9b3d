namespace Sekisho.Store.Queue;

/// <summary>What an action did.</summary>
/// <param name="Changed">How many recipients (queue) or messages (quarantine) it changed.</param>
/// <param name="NothingKept">Of a message from which something was to be learned, or taken back: nothing is kept of its words.</param>
public sealed record ChangeReply(int Changed, bool NothingKept = false);
