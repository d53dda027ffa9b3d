using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.Throttling;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.LogIn;

/// <summary>
/// Slows guessing down, and tells what it notices. From which networks accounts have logged in is kept over restarts, so that a
/// restart during an attack does not make strangers of all who are at home there.
/// </summary>
internal sealed class LoginGate(VaultDatabase database, KeyCabinet cabinet, TimeProvider clock, ILogger log)
{
    /// <summary>More are not waiting to be written: the next login from there tries again. Bounds the memory that a minute of logins takes.</summary>
    private const int MostUnwritten = 50_000;

    /// <summary>How long a device is known after a login from it.</summary>
    private static readonly TimeSpan DeviceKnownFor = TimeSpan.FromDays(180);

    private static readonly ThrottleOptions Options = new();

    private readonly ConcurrentDictionary<(long Account, uint Network), (long Tenant, KnownNetwork Known)> _unwritten = new();
    private LoginThrottle? _throttle;

    /// <summary>An attempt as the throttle counts it.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="client">Where from; null when unknown.</param>
    /// <param name="knownDevice">The token of a device that has logged in to the account before; null for none.</param>
    public LoginAttempt AttemptOf(LogInSubject subject, string? client, string? knownDevice = null) => new()
    {
        Account = subject.Typed,
        Address = IPAddress.TryParse(client, out var address) ? address : IPAddress.None,
        KnownDevice = knownDevice is null || subject.Row is null ? null : cabinet.Use(keys => Devices(keys).Check(PasswordDesk.IdOf(subject.Account), knownDevice)),
    };

    public ThrottleDecision Begin(LoginAttempt attempt)
    {
        var decision = Throttle().Begin(attempt);
        if (decision.Alarm != ThrottleAlarm.None) Log.LoginAttack(log, decision.Alarm);
        return decision;
    }

    public void Succeeded(LogInSubject subject, LoginAttempt attempt, ThrottleDecision decision)
    {
        var known = Throttle().Succeeded(attempt, decision);
        if (known is { } network && subject.Account > 0 && _unwritten.Count < MostUnwritten) _unwritten[(subject.Account, network.Network)] = (subject.Tenant, network);
    }

    public void Abandoned(LoginAttempt attempt, ThrottleDecision decision) => Throttle().Abandoned(attempt, decision);

    /// <summary>A token that shows at the next login that this device knew the account. It opens nothing.</summary>
    public string DeviceTokenOf(LogInSubject subject, LoginAttempt attempt) =>
        cabinet.Use(keys => Devices(keys).Issue(PasswordDesk.IdOf(subject.Account), attempt.KnownDevice ?? DeviceTokens.NewDevice()));

    /// <summary>Brings back the networks of an earlier run. What was counted since this one began stays.</summary>
    public void Load()
    {
        if (_throttle is not null) return;
        var key = new byte[LoginThrottle.HashKeyBytes];
        cabinet.Use(keys => HMACSHA256.HashData(keys.Of(SystemKeyPurpose.Decoy), "sekisho login throttle v1"u8, key));
        var throttle = new LoginThrottle(Options, clock, key);
        CryptographicOperations.ZeroMemory(key);
        throttle.Import(database.Read(db => db.All(LoginSql.Networks, row => new KnownNetwork(Read((byte[])row[0]), (uint)row.GetInt64(1), (uint)row.GetInt64(2)), Options.MostAccountsWithNetworks)));
        _throttle = throttle;
    }

    /// <summary>Writes which networks are new or were seen again, and forgets those that are not known any more.</summary>
    public void Save()
    {
        var some = _unwritten.ToArray();
        foreach (var network in some) _unwritten.TryRemove(network);
        var old = (clock.GetUtcNow() - Options.NetworkKnownFor).ToUnixTimeSeconds() / 60;
        database.Write(db =>
        {
            foreach (var ((account, number), (tenant, known)) in some) db.Run(LoginSql.SetNetwork, account, (long)number, tenant, Write(known.Account), (long)known.UnixMinutes);
            return db.Run(LoginSql.RemoveOld, old);
        });
    }

    public static LogInReply Throttled(ThrottleDecision decision, TimeProvider clock) => new()
    {
        Result = LogInResult.Throttled,
        RetryAfterSeconds = (int)Math.Clamp(Math.Ceiling((decision.Until - clock.GetUtcNow()).TotalSeconds), 1, 3600),
    };

    private LoginThrottle Throttle() => _throttle ?? throw new InvalidOperationException("The gate is asked before the keys were ever there.");

    private DeviceTokens Devices(OpenKeys keys) => new(keys.Tickets, clock, DeviceKnownFor);

    private static UInt128 Read(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);

    private static byte[] Write(UInt128 value)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }
}
