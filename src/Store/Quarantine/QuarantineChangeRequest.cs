namespace Sekisho.Store.Quarantine;

/// <summary>An operator's action on one message in quarantine.</summary>
public sealed record QuarantineChangeRequest(QuarantineAction Action, string Id);
