using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Leap.Ledger;

/// <summary>The hash chain over entries in the order of their ids (L12).</summary>
public static class Chain
{
    /// <summary>The hash before the first entry: 32 zero bytes.</summary>
    public static byte[] Start => new byte[32];

    public static byte[] Next(byte[] before, byte[] contentHash, DateTime bookedAt)
    {
        Span<byte> link = stackalloc byte[72];
        before.CopyTo(link);
        contentHash.CopyTo(link[32..]);
        BinaryPrimitives.WriteInt64BigEndian(link[64..], bookedAt.Ticks / TimeSpan.TicksPerMicrosecond);
        return SHA256.HashData(link);
    }
}
