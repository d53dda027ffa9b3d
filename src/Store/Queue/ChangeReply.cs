namespace Sekisho.Store.Queue;

/// <summary>How many recipients (queue) or messages (quarantine) the action changed.</summary>
public sealed record ChangeReply(int Changed);
