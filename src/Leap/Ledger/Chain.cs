using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Leap.Ledger;

/// <summary>The hash chain over entries in the order of their ids (L12).</summary>
internal static class Chain
{
    private const int FixedBytes = 32 + 32 + 8 + 4;
    private const int AllocationBytes = 16;
    private const int AllocationsOnStack = 32;

    /// <summary>The hash before the first entry: 32 zero bytes.</summary>
    public static byte[] Start => new byte[32];

    /// <summary>
    /// SHA-256 over, in this order and big-endian: the hash before (32 bytes), the content's hash (32), the booked instant in microseconds
    /// since year 1 (8), the day number of the last day of what it brings or −1 (4), and for each allocation, by ascending lot, lot and
    /// points (8 + 8).
    /// </summary>
    public static byte[] Next(ReadOnlySpan<byte> before, in ChainFacts facts, ReadOnlySpan<LotMove> moves)
    {
        var length = FixedBytes + (AllocationBytes * moves.Length);
        Span<byte> link = moves.Length <= AllocationsOnStack
            ? stackalloc byte[FixedBytes + (AllocationBytes * AllocationsOnStack)]
            : new byte[length];
        before.CopyTo(link);
        facts.ContentHash.CopyTo(link[32..]);
        BinaryPrimitives.WriteInt64BigEndian(link[64..], facts.BookedAt.Ticks / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt32BigEndian(link[72..], facts.ExpiresOn?.DayNumber ?? -1);
        for (var i = 0; i < moves.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(link[(FixedBytes + (AllocationBytes * i))..], moves[i].LotId);
            BinaryPrimitives.WriteInt64BigEndian(link[(FixedBytes + (AllocationBytes * i) + 8)..], moves[i].Points);
        }

        return SHA256.HashData(link[..length]);
    }
}

/// <summary>What of an entry goes into its link.</summary>
internal readonly record struct ChainFacts(long EntryId, DateTime BookedAt, byte[] ContentHash, DateOnly? ExpiresOn);

/// <summary>An allocation, as the chain sees it.</summary>
internal readonly record struct LotMove(long EntryId, long LotId, long Points);
