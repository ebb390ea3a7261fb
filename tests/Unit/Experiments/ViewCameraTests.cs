using System.Numerics;
using SparseGen.Experiments;

namespace SparseGen.Tests.Experiments;

/// <summary>The views of a place: PanoTree's Fibonacci sphere, and cameras that look where they should.</summary>
public sealed class ViewCameraTests
{
    /// <summary>y_i = 1 - 2 i / (n - 1), and a golden turn from each to the next.</summary>
    [Fact]
    public void DirectionsAreAFibonacciSphere()
    {
        Assert.Equal(21, ViewCamera.Sphere.Count);
        AssertClose(new Vector3(0, 1, 0), ViewCamera.Sphere[0]);
        AssertClose(new Vector3(0, -1, 0), ViewCamera.Sphere[20]);
        for (int i = 0; i < 21; i++)
        {
            double y = 1 - (i / 10.0), angle = 2 * Math.PI * 1.6180339887498949 * i, radius = Math.Sqrt(1 - (y * y));
            AssertClose(new Vector3((float)(radius * Math.Cos(angle)), (float)y, (float)(radius * Math.Sin(angle))), ViewCamera.Sphere[i]);
        }
    }

    [Fact]
    public void ACamerasAxesAreOrthonormalAlsoStraightUp()
    {
        foreach (Vector3 forward in ViewCamera.Sphere)
        {
            ViewCamera camera = ViewCamera.Facing(new Vector3(1, 2, 3), forward);
            foreach ((Vector3 one, Vector3 other) in new[] { (camera.Forward, camera.Right), (camera.Forward, camera.Up), (camera.Right, camera.Up) })
            {
                Assert.Equal(0, Vector3.Dot(one, other), 1e-6);
                Assert.Equal(1, one.Length(), 1e-6);
                Assert.Equal(1, other.Length(), 1e-6);
            }

            Assert.True(Vector3.Dot(camera.Ray(ViewCamera.Side / 2, ViewCamera.Side / 2), forward) > 0.99f);
        }
    }

    private static void AssertClose(Vector3 expected, Vector3 found) => Assert.InRange((expected - found).Length(), 0, 1e-6f);
}
