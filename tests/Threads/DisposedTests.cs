using System.Reflection;

namespace SparseGen.Tests.Threads;

/// <summary>Every member of a vector of a disposed model, found by reflection so that a new one cannot be forgotten.</summary>
public sealed class DisposedTests
{
    public static TheoryData<string> Gpus => [.. TestDevices.Gpus];

    /// <summary>What the object knows without its memory.</summary>
    private static readonly string[] NeedNoMemory = ["Layout", "Device", "Count", "Length", "Version"];

    [SkippableTheory]
    [MemberData(nameof(Gpus))]
    public void EveryMemberOfAVectorOfADisposedModelSaysSo(string deviceName)
    {
        Device device = TestDevices.Get(deviceName);
        var model = new ThreadedMlp(maxBatch: 2, device, seed: 1);
        ParameterVector[] vectors = [model.Parameters, model.Gradients];
        model.Dispose();
        using var other = new ThreadedMlp(maxBatch: 2, device, seed: 1);
        foreach (ParameterVector vector in vectors)
        {
            foreach (MethodInfo method in typeof(ParameterVector).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                string name = method.IsSpecialName ? method.Name[4..] : method.Name;
                if (!NeedNoMemory.Contains(name))
                {
                    Assert.Throws<ObjectDisposedException>(() => Call(vector, method, other.Parameters));
                }
            }

            Assert.Throws<ObjectDisposedException>(() => other.Parameters.CopyFrom(vector));
            Assert.Throws<ObjectDisposedException>(() => other.Parameters.Dot(vector));
            Assert.Throws<ObjectDisposedException>(() => other.Parameters.Axpy(1, vector));
            Assert.Throws<ObjectDisposedException>(() => other.Parameters.Update(new ScaleRule(2), vector, null, null));
            Assert.Throws<ObjectDisposedException>(() => other.Parameters.Update(new ScaleRule(2), other.Gradients, vector, null));
        }
    }

    private static void Call(ParameterVector vector, MethodInfo method, ParameterVector other)
    {
        TensorLayout tensor = vector.Layout.Tensors[0];
        if (method.Name == nameof(ParameterVector.GetTensor))
        {
            vector.GetTensor(tensor.Name, new float[tensor.Count]);
        }
        else if (method.Name == nameof(ParameterVector.SetTensor))
        {
            vector.SetTensor(tensor.Name, new float[tensor.Count]);
        }
        else if (method.IsGenericMethodDefinition)
        {
            vector.Update(new ScaleRule(2), other, null, null);
        }
        else
        {
            method.Invoke(
                vector,
                BindingFlags.DoNotWrapExceptions,
                null,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(float) ? 1f : (object?)other)],
                null);
        }
    }
}
