using System.Runtime.InteropServices;
using System.Text.Json;

namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// A file that <c>Fixtures/make_fixtures.py</c> wrote. The reader is independent of the product's: little-endian length, JSON header,
/// float32 data (https://huggingface.co/docs/safetensors).
/// </summary>
internal sealed class Fixture
{
    private readonly Dictionary<string, (int[] Shape, float[] Values)> _tensors = [];

    public Fixture(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.safetensors"));
        var headerLength = checked((int)BitConverter.ToUInt64(bytes));
        var data = 8 + headerLength;
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        foreach (var tensor in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            if (tensor.Value.GetProperty("dtype").GetString() != "F32")
            {
                throw new InvalidDataException($"{name}: {tensor.Name} is not of type F32.");
            }

            var offsets = Integers(tensor.Value.GetProperty("data_offsets"));
            var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(data + offsets[0], offsets[1] - offsets[0])).ToArray();
            _tensors.Add(tensor.Name, (Integers(tensor.Value.GetProperty("shape")), values));
        }
    }

    public IEnumerable<string> Names => _tensors.Keys;

    public float[] this[string name] => _tensors[name].Values;

    public int[] Shape(string name) => _tensors[name].Shape;

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetInt32())];
}
