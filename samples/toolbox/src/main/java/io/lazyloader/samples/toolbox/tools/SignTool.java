package io.lazyloader.samples.toolbox.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Hex;

/** Signs a text with a key that a passphrase gives, and checks it. Library: Bouncy Castle. */
public final class SignTool implements Tool {
  private static final byte[] SALT = "io.lazyloader.samples.toolbox".getBytes(UTF_8);
  private static final int SCRYPT_COST = 1024;

  private final KeyFactory keys;
  private final Signature signature;
  private final MessageDigest digest;

  /** Sets up the provider, and gets the three algorithms from it. */
  public SignTool() {
    Provider provider = new BouncyCastleProvider();
    try {
      keys = KeyFactory.getInstance("Ed25519", provider);
      signature = Signature.getInstance("Ed25519", provider);
      digest = MessageDigest.getInstance("SHA3-256", provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String usage() {
    return "PASSPHRASE [TEXT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    byte[] passphrase = Input.required(args, 0, "the passphrase").getBytes(UTF_8);
    byte[] text = Input.text(args, 1, stdin).getBytes(UTF_8);

    byte[] seed =
        SCrypt.generate(passphrase, SALT, SCRYPT_COST, 8, 1, Ed25519PrivateKeyParameters.KEY_SIZE);
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed);
    PrivateKey privateKey =
        keys.generatePrivate(
            new PKCS8EncodedKeySpec(PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded()));
    PublicKey publicKey =
        keys.generatePublic(
            new X509EncodedKeySpec(
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
                    .getEncoded()));

    signature.initSign(privateKey);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return String.join(
        "\n",
        "sha3-256   " + Hex.toHexString(digest.digest(text)),
        "public key " + Hex.toHexString(key.generatePublicKey().getEncoded()),
        "signature  " + Hex.toHexString(signed),
        "verified   " + signature.verify(signed));
  }
}
