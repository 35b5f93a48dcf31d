using System.Buffers;

namespace UserGroups.Mail;

/// <summary>A growing buffer on rented arrays. Not for several threads at once. Dispose gives the array back; use nothing of it afterwards.</summary>
public sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] array;

    /// <summary>Rents a buffer.</summary>
    /// <param name="capacity">Bytes to begin with.</param>
    public PooledBuffer(int capacity = 4096) => array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => array.AsMemory(0, Length);

    /// <summary>What is written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => array.AsSpan(0, Length);

    /// <summary>Forgets what is written and keeps the array.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets all but the first bytes.</summary>
    /// <param name="length">How many bytes stay.</param>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <inheritdoc />
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, array.Length - Length);
        Length += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return array.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return array.AsSpan(Length);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (array.Length == 0) return;
        ArrayPool<byte>.Shared.Return(array);
        array = [];
        Length = 0;
    }

    private void Ensure(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = Math.Max(sizeHint, 1);
        if (array.Length - Length >= needed) return;
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(array.Length * 2, checked(Length + needed)));
        WrittenSpan.CopyTo(bigger);
        if (array.Length > 0) ArrayPool<byte>.Shared.Return(array);
        array = bigger;
    }
}
